import Descent

/// The gradients of micro-batches, each with its weight (its number of examples).
package struct AccumulationCase: Sendable, Hashable {
  package var precision: Precision
  package var weights: [Double]
  /// A gradient for each micro-batch, all of one length.
  package var gradients: [[Double]]
  package var aux: Int

  package struct Options: Sendable, DefaultInitializable {
    /// The smallest number of micro-batches.
    package var least = 1
    package init() {}
    static func atLeast(_ least: Int) -> Self {
      var options = Self()
      options.least = least
      return options
    }
  }

  package var count: Int { gradients.first?.count ?? 0 }

  /// Σ wᵢ gᵢ / Σ wᵢ over a range of micro-batches, and Σ wᵢ |gᵢ| / Σ wᵢ, the scale of its rounding errors.
  func mean(_ range: Range<Int>) -> (mean: [Double], size: [Double]) {
    let weight = range.reduce(0.0) { $0 + weights[$1] }
    func average(_ entry: (Double) -> Double) -> [Double] {
      (0..<count).map { i in
        range.reduce(0.0) { $0 + weights[$1] * entry(gradients[$1][i]) } / weight
      }
    }
    return (average { $0 }, average(abs))
  }

  /// Checks that `found` is the weighted mean gradient of the range, within 8u (k + 4) Σ wᵢ |gᵢ| / Σ wᵢ.
  func verdict(_ found: [Double], _ range: Range<Int>, _ message: String) -> Verdict {
    let (mean, size) = mean(range)
    let tolerance = 8 * precision.roundoff * Double(range.count + 4)
    let least = precision == .float64 ? 0x1p-1070 : 0x1p-145
    return Comparison.compare([mean], [found], message) { _, i, _ in tolerance * size[i] + least }
  }

  /// The case reduced to the micro-batches at the given indices.
  func selecting(_ kept: [Int]) -> AccumulationCase {
    var copy = self
    copy.weights = kept.map { weights[$0] }
    copy.gradients = kept.map { gradients[$0] }
    return copy
  }
}

extension AccumulationCase: LawInput {
  package static func draw(
    _ draw: inout Draw, for subject: AccumulationSubject, _ options: Options
  ) throws -> AccumulationCase {
    let precision: Precision = draw.isTrue(probability: 0.7) ? .float64 : .float32
    let steps = max(options.least, 1 + draw.index(below: 8))
    let count = draw.element(of: [1, 2, 3, 7, 8, 17])
    let profiles = GradientProfile.allCases.filter { $0 != .tiny }
    let gradients = draw.element(of: profiles).gradients(
      &draw, steps: steps, count: count, precision)
    let isEven = draw.isTrue(probability: 0.3)
    let weights = (0..<steps).map { _ in isEven ? 1 : Double(1 + draw.index(below: 64)) }
    return AccumulationCase(
      precision: precision, weights: weights, gradients: gradients,
      aux: draw.index(below: 1 << 16))
  }

  package func simplifications(for subject: AccumulationSubject) -> [AccumulationCase] {
    var simpler = ChangedCopies(of: self, after: Shorter.parts(of: gradients.count).map(selecting))
    for kept in Shorter.parts(of: count) where !kept.isEmpty {
      simpler.add { $0.gradients = gradients.map { g in kept.map { g[$0] } } }
    }
    simpler.add { $0.precision = .float64 }
    for weights in Shorter.numbers(weights) where weights.allSatisfy({ $0 > 0 }) {
      simpler.add { $0.weights = weights }
    }
    for aux in Shorter.integers(aux, from: 0) { simpler.add { $0.aux = aux } }
    for step in gradients.indices {
      for numbers in Shorter.numbers(gradients[step]) {
        simpler.add { $0.gradients[step] = numbers.map(precision.rounded) }
      }
    }
    return simpler.cases.filter { !$0.gradients.isEmpty }
  }

  package var description: String {
    """
    type \(precision.rawValue)
    weights \(NumberList.text(weights))
    g \(gradients.map(NumberList.text).joined(separator: "; "))
    aux \(aux)
    """
  }

  package init(replay text: String) throws {
    let lines = try CaseLines(text)
    guard let precision = Precision(rawValue: String(try lines.text("type"))) else {
      throw ReplayError("type is float64 or float32")
    }
    self.init(
      precision: precision, weights: try lines.numbers("weights"),
      gradients: try lines.text("g").split(separator: ";").map {
        try NumberList.numbers($0.drop { $0 == " " })
      }, aux: try lines.integer("aux"))
    guard weights.count == gradients.count, weights.allSatisfy({ $0 > 0 }), aux >= 0,
      gradients.allSatisfy({ $0.count == count })
    else { throw ReplayError("\(weights.count) weights for \(gradients.count) gradients") }
  }
}
