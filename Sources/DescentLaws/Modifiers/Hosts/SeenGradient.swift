import Descent

/// A rule that stands still and keeps the gradient that it got.
struct SeenGradient: GradientOptimizer {
  static let card = Card.host("seen")
  let answers = Inquiry.Answers()
  var learningRate: Double { 1 }
  init() {}
  init(from decoder: any Decoder) throws {}

  func step<T: KernelScalar>(_ s: TensorStep<T>) {
    // Tensors without entries are passed over.
    if s.tensor.offset == 0 { answers.gradient = [] }
    answers.gradient += s.gradient.map { Double($0) }
  }
}
