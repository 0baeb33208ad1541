import Descent
import DescentLaws

/// A wrong clipping by norm.
protocol WrongClipping: Sendable {
  init()
  /// The clipped gradient.
  func clip<T: KernelScalar>(_ g: [T], to threshold: Double, _ layout: Layout) -> [T]
}

extension Mutant {
  static func clipping<Kind: WrongClipping>(
    _ type: Kind.Type, _ bug: String, killedBy killer: String
  ) -> Mutant {
    let subject = ClippingSubject(name: "\(Kind.self)", measure: .norm) {
      Clipper<Kind>(threshold: $0)
    }
    return .of(subject, ClippingLaws.all, "clip_norm", bug, killedBy: killer)
  }
}

/// Gradient descent with rate 1 on wrongly clipped gradients.
private struct Clipper<Kind: WrongClipping>: WrongModifier {
  let threshold: Double
  var specification: Specification { Specification(name: "\(Kind.self)") }

  func kernel<T: KernelScalar>(_ layout: Layout) -> OptimizerKernel<T> {
    OptimizerKernel(stateLayout: StateLayout()) { step, _ in
      let g = (0..<layout.count).map { step.gradient[$0] }
      let clipped = Kind().clip(g, to: threshold, layout)
      if Kind.self == ClipsInPlace.self {
        let caller = UnsafeMutablePointer(mutating: step.gradient)
        for i in clipped.indices { caller[i] = clipped[i] }
      }
      for i in clipped.indices { step.parameters[i] -= clipped[i] }
      return .updated
    }
  }
}

func length<T: KernelScalar>(_ g: [T]) -> Double { euclideanNorm(g, g.count) }

/// Correct clipping, for mutants to deviate from.
func shortened<T: KernelScalar>(_ g: [T], to threshold: Double, norm: Double) -> [T] {
  norm > threshold && norm.isFinite ? g.map { T(Double($0) / norm * threshold) } : g
}
