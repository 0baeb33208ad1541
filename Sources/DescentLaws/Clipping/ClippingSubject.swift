import Descent

/// A way to clip gradients.
package struct ClippingSubject: LawSubject {
  /// The quantity that the threshold bounds.
  package enum Measure: String, Sendable {
    /// The Euclidean norm over all tensors.
    case norm
    /// The largest entry.
    case largest
  }

  package let name: String
  package let measure: Measure
  /// Gradient descent with rate 1 on clipped gradients: its move is the negated clipped gradient.
  package let make: @Sendable (_ threshold: Double) throws -> any Optimizer

  package init(
    name: String, measure: Measure,
    make: @escaping @Sendable (_ threshold: Double) throws -> any Optimizer
  ) {
    self.name = name
    self.measure = measure
    self.make = make
  }

  /// `clipped(norm:)` and `clipped(value:)`.
  package static let builtIn = [
    ClippingSubject(name: "clip_norm", measure: .norm) { try PlainDescent().clipped(norm: $0) },
    ClippingSubject(name: "clip_value", measure: .largest) {
      try PlainDescent().clipped(value: $0)
    },
  ]

  /// The size of a gradient that the threshold bounds, computed without overflow or underflow.
  func size(_ gradient: [Double]) -> Double {
    let largest = gradient.reduce(0) { max($0, abs($1)) }
    guard measure == .norm, largest > 0, largest.isFinite else { return largest }
    let scale = Double.power(max(-1000, -largest.exponent))
    return gradient.reduce(0) { $0 + $1 * scale * ($1 * scale) }.squareRoot() / scale
  }

  /// The clipped gradient, and the caller's gradient after the call.
  func passed(_ c: ClippingCase) throws -> (clipped: [Double], caller: [Double]) {
    switch c.precision {
    case .float64: try passed(c, as: Double.self)
    case .float32: try passed(c, as: Float.self)
    }
  }

  func clip(_ c: ClippingCase) throws -> [Double] { try passed(c).clipped }

  private func passed<T: KernelScalar>(
    _ c: ClippingCase, as type: T.Type
  ) throws -> (clipped: [Double], caller: [Double]) {
    let layout = Layout(c.sizes.enumerated().map { (name: "t\($0)", shape: [$1]) })
    var stepper = try Stepper<T>(make(c.threshold), layout)
    let gradient = c.gradient.map { T($0) }
    var x = [T](repeating: 0, count: gradient.count)
    stepper.step(&x, gradient: gradient, rate: 1)
    return (x.map { -Double($0) }, gradient.map { Double($0) })
  }
}
