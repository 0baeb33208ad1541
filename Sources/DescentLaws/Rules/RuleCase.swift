import Descent

/// The input of every law about update rules, a single value that contains everything a run depends on.
///
/// `aux` is the only other source of randomness: the permutations, indices and factors that a law needs are
/// functions of it, so that a case prints completely and shrinks as a whole.
package struct RuleCase: Sendable, Hashable {
  package var precision: Precision
  /// The extents of each tensor, row-major; zeros allowed.
  package var shapes: [[Int]]
  /// The rule's name and its hyperparameters. `lr` is the rule's default rate; the steps use `rates`.
  package var rule: Specification
  /// The learning rate of each step.
  package var rates: [Double]
  /// The parameters, tensor after tensor.
  package var start: [Double]
  /// A gradient for each step.
  package var gradients: [[Double]]
  package var aux: Int
  /// Whether the run has an end that the rule can know. Laws that look for any effect set it, because some
  /// rules use their state only at the end. It is not part of the printed case.
  var hasHorizon = false
  /// The number in the name of the first tensor. A part of a case keeps the tensor names, because a rule's
  /// random draws depend on them. It is not printed, because printed cases are whole.
  var firstTensor = 0

  package init(
    precision: Precision, shapes: [[Int]], rule: Specification, rates: [Double], start: [Double],
    gradients: [[Double]], aux: Int
  ) {
    self.precision = precision
    self.shapes = shapes
    self.rule = rule
    self.rates = rates
    self.start = start
    self.gradients = gradients
    self.aux = aux
  }

  /// A case of vectors.
  package init(
    precision: Precision, sizes: [Int], rule: Specification, rates: [Double], start: [Double],
    gradients: [[Double]], aux: Int
  ) {
    self.init(
      precision: precision, shapes: sizes.map { [$0] }, rule: rule, rates: rates, start: start,
      gradients: gradients, aux: aux)
  }

  /// The number of coordinates of each tensor.
  package var sizes: [Int] { shapes.map { $0.reduce(1, *) } }
  package var count: Int { start.count }
  package var roundoff: Double { precision.roundoff }
  package var steps: Int { gradients.count }

  /// The tensors `t0`, `t1`, … of the shapes.
  package var layout: Layout {
    Layout(shapes.enumerated().map { (name: "t\(firstTensor + $0)", shape: $1) })
  }

  /// The coordinates of each tensor.
  package var ranges: [Range<Int>] { layout.tensors.map(\.range) }

  /// Random choices determined by `aux`.
  package var choices: Draw { Draw(CounterRandom(seed: UInt64(bitPattern: Int64(aux)))) }

  /// The case with one hyperparameter changed.
  package func setting(_ key: String, _ text: String) -> RuleCase {
    var copy = self
    copy.rule[set: key] = text
    return copy
  }

  /// The case with one hyperparameter changed.
  package func setting(_ key: String, _ value: Double) -> RuleCase {
    setting(key, value.hyperparameterText)
  }

  /// A numeric hyperparameter; nil if the rule has none with that name.
  package func number(_ key: String) -> Double? { rule[key].flatMap { Double($0) } }

  /// A flag; false if the rule has none with that name.
  package func flag(_ key: String) -> Bool { rule[key] == "true" }

  /// The case with only the given coordinates, as one vector.
  package func selecting(_ coordinates: [Int]) -> RuleCase {
    var copy = self
    copy.shapes = [[coordinates.count]]
    copy.start = coordinates.map { start[$0] }
    copy.gradients = gradients.map { g in coordinates.map { g[$0] } }
    return copy
  }

  /// The case with only its first steps.
  package func prefix(_ steps: Int) -> RuleCase {
    var copy = self
    copy.gradients = Array(gradients.prefix(steps))
    copy.rates = Array(rates.prefix(steps))
    return copy
  }
}

extension Specification {
  /// Replaces the value of a key, or adds the key.
  subscript(set key: String) -> String? {
    get { self[key] }
    set {
      guard let newValue else { return }
      if let place = settings.firstIndex(where: { $0.key == key }) {
        settings[place].text = newValue
      } else {
        settings.append((key: key, text: newValue))
      }
    }
  }
}
