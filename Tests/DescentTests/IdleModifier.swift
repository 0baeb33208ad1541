import Descent

/// A modifier that changes nothing, for tests of names and settings.
protocol IdleModifier: Modifier {}

extension IdleModifier {
  var stage: ModifierStage { .observer }

  func _wrap32(_ kernel: OptimizerKernel<Float>, _ context: ModifierContext) throws
    -> OptimizerKernel<Float>
  { kernel }

  func _wrap64(_ kernel: OptimizerKernel<Double>, _ context: ModifierContext) throws
    -> OptimizerKernel<Double>
  { kernel }
}
