import AdamPlugin
import AdamWPlugin
import Descent

/// Adam or AdamW: one host serves both.
package protocol AdamFamily: ConfigurableOptimizer, TraitDeclaring, DefinedRule {
  /// Whether weight decay passes by the moments.
  static var isDecoupled: Bool { get }
  var learningRate: Double { get set }
  var beta1: Double { get set }
  var beta2: Double { get set }
  var epsilon: Double { get set }
  var amsgrad: Bool { get set }
  var weightDecay: Double { get set }
}

extension Adam: AdamFamily {
  package static var isDecoupled: Bool { false }
}

extension AdamW: AdamFamily {
  package static var isDecoupled: Bool { true }
}
