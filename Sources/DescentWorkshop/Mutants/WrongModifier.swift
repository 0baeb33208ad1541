import Descent

/// Gradient descent with rate 1 on gradients from a wrong modifier.
protocol WrongModifier: Optimizer {
  func kernel<T: KernelScalar>(_ layout: Layout) -> OptimizerKernel<T>
}

extension WrongModifier {
  var learningRate: Double { 1 }

  func _kernel32(_ layout: Layout, _ workers: Workers?) -> OptimizerKernel<Float> {
    kernel(layout)
  }
  func _kernel64(_ layout: Layout, _ workers: Workers?) -> OptimizerKernel<Double> {
    kernel(layout)
  }
}
