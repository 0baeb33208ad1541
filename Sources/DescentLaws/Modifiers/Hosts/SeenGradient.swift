import Descent

/// A rule that does not move and records the gradient that it receives.
struct SeenGradient: GradientOptimizer {
  static let card = Card.host("seen")
  let answers = Inquiry.Answers()
  var learningRate: Double { 1 }
  init() {}
  init(from decoder: any Decoder) throws {}

  func step<T: KernelScalar>(_ s: TensorStep<T>) {
    // Tensors without entries are skipped.
    if s.tensor.offset == 0 { answers.gradient = [] }
    answers.gradient += s.gradient.map { Double($0) }
  }
}
