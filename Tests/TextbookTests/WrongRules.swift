import Descent
import DescentTextbook
import LawMutants

extension Laboratory {
  /// The catalog's plugins, with a wrong rule under the name and the settings of the right one.
  init(with mutant: Mutant) {
    self.init()
    substitutes[mutant.original] = mutant.subject?.make
  }

  /// The same with a rule of a test's own.
  init<Rule: ConfigurableOptimizer>(with wrong: Rule.Type, settings: [(key: String, text: String)])
  {
    self.init()
    substitutes[Rule.card.name] = { try Rule(settings: $0.settings + settings) }
  }
}

extension Experiment {
  /// Whether the predictions hold of what a laboratory's rules do; the control is left out.
  func holds(in laboratory: Laboratory) throws -> Bool {
    let measured = try measure(laboratory, rule ?? Specification(name: "none"))
    return zip(try predictions(), measured).allSatisfy { $0.holds(for: $1) }
  }
}

/// Gradient descent that remembers what it should not.
struct RememberingSGD: CoordinatewiseOptimizer {
  enum Bug: String, WordHyperparameter, CaseIterable {
    /// v = v/10 + g in the place of g.
    case hiddenMomentum
    /// The gradient of the point before.
    case staleGradient
    /// The rate of the step before.
    case lateRate
  }
  @Hyperparameter("learning rate", in: 0...) var learningRate = 0.01
  @Hyperparameter("bug") var bug = Bug.hiddenMomentum

  static let card = Card(name: "sgd", summary: "wrong", formula: "", source: "")
  var slots: [StateSlot] { ["past"] }
  var counters: [StateSlot] { ["rate"] }

  func constants(rate: Double, counters: inout Counters) -> Double {
    defer { counters[0] = rate }
    return bug == .lateRate ? counters[0] : rate
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) {
    let past = s[0]
    s[0] = bug == .hiddenMomentum ? past / 10 + g : g
    x -= T(rate) * (bug == .staleGradient ? past : s[0])
  }
}
