import Descent
import DescentCatalog
import DescentChecks
import DescentLaws
import MutantKit
import SGDPlugin

/// Gradient descent that wrongly keeps values from earlier steps.
package struct RememberingSGD: CoordinatewiseOptimizer, TraitDeclaring {
  package enum Bug: String, WordHyperparameter, CaseIterable {
    /// v = v/10 + g instead of g.
    case hiddenMomentum
    /// The gradient of the previous point.
    case staleGradient
    /// The rate of the previous step.
    case lateRate
  }
  @Hyperparameter("learning rate", in: 0...) package var learningRate = 0.01
  @Hyperparameter("coupled weight decay", in: 0..., kind: .weightDecay) package var weightDecay =
    0.0
  @Hyperparameter("bug") package var bug = Bug.hiddenMomentum

  package init() {}

  package static var card: Card { SGD.card }
  package var slots: [StateSlot] { ["past"] }
  package var counters: [StateSlot] { ["rate"] }
  /// The traits of the rule that it claims to be.
  package var traits: RuleTraits { SGD().traits }

  package func constants(rate: Double, counters: inout Counters) -> Double {
    defer { counters[0] = rate }
    return bug == .lateRate ? counters[0] : rate
  }

  package func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ rate: Double
  ) {
    let (past, g) = (s[0], gradient + T(weightDecay) * x)
    s[0] = bug == .hiddenMomentum ? past / 10 + g : g
    x -= T(rate) * (bug == .staleGradient ? past : s[0])
  }

  /// The rule with one bug, as a mutant for the test battery.
  package static func mutant(_ bug: Bug, _ meaning: String, killedBy killer: String) -> Mutant {
    var subject = RuleSubject(Self.self, name: "sgd/\(bug.rawValue)").pinned(["bug": bug.rawValue])
    subject.peers = Catalog.peers(of: SGD.self)
    return .rule(subject, of: "sgd", meaning, killedBy: killer)
  }
}
