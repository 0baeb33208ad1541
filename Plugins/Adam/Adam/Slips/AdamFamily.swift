import AdamPlugin
import Descent
import DescentRules

/// Adam or AdamW. One host is used for both.
package protocol AdamFamily: ConfigurableOptimizer, TraitDeclaring, DefinedRule, MomentConventions {
  /// Whether weight decay bypasses the moments.
  static var isDecoupled: Bool { get }
  /// The factor of decoupled decay.
  func decayFactor(rate: Double, base: Double) -> Double
  var learningRate: Double { get set }
  var beta1: Double { get set }
  var beta2: Double { get set }
  var epsilon: Double { get set }
  var amsgrad: Bool { get set }
  var amsgradCorrected: Bool { get set }
  var biasCorrection: Bool { get set }
  var epsPlacement: EpsilonPlacement { get set }
  var weightDecay: Double { get set }
}

extension Adam: AdamFamily {
  package static var isDecoupled: Bool { false }
  package func decayFactor(rate: Double, base: Double) -> Double { 0 }
}

extension AdamW: AdamFamily {
  package static var isDecoupled: Bool { true }
  package func decayFactor(rate: Double, base: Double) -> Double {
    decay.factor(rate: rate, base: base)
  }
}
