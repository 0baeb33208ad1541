import Descent
import DescentLaws

extension Mutant {
  /// A wrong modifier, judged by every law of modifiers.
  static func modifier<Kind: Modifier>(
    _ type: Kind.Type, of original: String, _ bug: String, killedBy killer: String
  ) -> Mutant {
    .of(
      ModifierSubject(type, name: "\(Kind.self)"), ModifierLaws.all, original, bug,
      killedBy: killer)
  }
}

/// A right modifier with a wrong wrapper around its kernel, in both precisions.
protocol WrongWrapping: Modifier {
  func wrong<T: KernelScalar>(
    _ kernel: OptimizerKernel<T>, _ context: ModifierContext,
    _ wrap: (OptimizerKernel<T>) throws -> OptimizerKernel<T>
  ) throws -> OptimizerKernel<T>
  /// The right modifier.
  var right: any Modifier { get }
}

extension WrongWrapping {
  var stage: ModifierStage { right.stage }
  var mappedNeeds: Needs { right.mappedNeeds }

  func _wrap32(
    _ kernel: OptimizerKernel<Float>, _ context: ModifierContext
  ) throws -> OptimizerKernel<Float> {
    try wrong(kernel, context) { try right._wrap32($0, context) }
  }

  func _wrap64(
    _ kernel: OptimizerKernel<Double>, _ context: ModifierContext
  ) throws -> OptimizerKernel<Double> {
    try wrong(kernel, context) { try right._wrap64($0, context) }
  }
}
