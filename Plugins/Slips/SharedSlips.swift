import Descent

// Slips in ingredients that several families share.

package enum FlippedMove: SGDSlip, MomentumSlip, RMSpropSlip {
  package static let bug = Bug(
    "ascends: the move has the wrong sign (Paddle #4743)", killedBy: "T14")
  package static func move<T: KernelScalar>(_ direction: T, rate: Double) -> T {
    -T(rate) * direction
  }
}

enum RatelessMove: SGDSlip, MomentumSlip, RMSpropSlip {
  static let bug = Bug("the rate is left out of the move", killedBy: "P14")
  static func move<T: KernelScalar>(_ direction: T, rate: Double) -> T { direction }
}

enum SquaredRate: SGDSlip, MomentumSlip, RMSpropSlip {
  static let bug = Bug("multiplied by the rate twice", killedBy: "T5")
  static func move<T: KernelScalar>(_ direction: T, rate: Double) -> T {
    T(rate) * T(rate) * direction
  }
}

enum CappedRate: SGDSlip, MomentumSlip, RMSpropSlip {
  static let bug = Bug("a rate above 10 is taken for 10: a hidden constant", killedBy: "T6")
  static func move<T: KernelScalar>(_ direction: T, rate: Double) -> T {
    T(min(rate, 10)) * direction
  }
}

enum ClampedMove: SGDSlip, MomentumSlip, RMSpropSlip {
  static let bug = Bug("moves are clamped to 1e12: a hidden constant", killedBy: "T6")
  static func move<T: KernelScalar>(_ direction: T, rate: Double) -> T {
    let move = T(rate) * direction
    return move > 1e12 ? 1e12 : move < -1e12 ? -1e12 : move
  }
}

enum HiddenSingle: SGDSlip, MomentumSlip, RMSpropSlip {
  static let bug = Bug("the move passes through single precision", killedBy: "T6")
  static func move<T: KernelScalar>(_ direction: T, rate: Double) -> T {
    T(Float(T(rate) * direction))
  }
}

enum SlightlyLong: SGDSlip, MomentumSlip, RMSpropSlip {
  static let bug = Bug("each move is too long by one part in 10⁹", killedBy: "C1")
  static func move<T: KernelScalar>(_ direction: T, rate: Double) -> T {
    T(rate * (1 + 1e-9)) * direction
  }
}

enum HiddenThreshold: SGDSlip, MomentumSlip, RMSpropSlip {
  static let bug = Bug("a direction below 1e-6 is taken for 0", killedBy: "T6")
  static func move<T: KernelScalar>(_ direction: T, rate: Double) -> T {
    abs(direction) < 1e-6 ? 0 : T(rate) * direction
  }
}

enum SwallowedNaN: SGDSlip, MomentumSlip, AdagradSlip, RMSpropSlip, AdamSlip {
  static let bug = Bug("a NaN in the gradient passes for 0", killedBy: "P11")
  static func gradient<T: KernelScalar>(_ g: T, _ x: T, decay: Double, rate: Double) -> T {
    (g.isNaN ? 0 : g) + T(decay) * x
  }
}

enum SwallowedInfinity: SGDSlip, MomentumSlip, AdagradSlip, RMSpropSlip, AdamSlip {
  static let bug = Bug("an infinite gradient passes for a finite one", killedBy: "P11")
  static func gradient<T: KernelScalar>(_ g: T, _ x: T, decay: Double, rate: Double) -> T {
    (g.isInfinite ? 1 : g) + T(decay) * x
  }
}

enum ClippedGradient: SGDSlip, MomentumSlip, AdagradSlip, RMSpropSlip, AdamSlip {
  static let bug = Bug("gradients are clamped to ±1000: a hidden constant", killedBy: "T6")
  static func gradient<T: KernelScalar>(_ g: T, _ x: T, decay: Double, rate: Double) -> T {
    (g > 1000 ? 1000 : g < -1000 ? -1000 : g) + T(decay) * x
  }
}

enum AbsoluteGradient: SGDSlip, MomentumSlip, AdagradSlip, RMSpropSlip, AdamSlip {
  static let bug = Bug("the gradient without its sign", killedBy: "T7")
  static func gradient<T: KernelScalar>(_ g: T, _ x: T, decay: Double, rate: Double) -> T {
    abs(g) + T(decay) * x
  }
}

enum IgnoredDefaultRate: SGDSlip, MomentumSlip, AdagradSlip, RMSpropSlip, AdamSlip {
  static let bug = Bug(
    "without a rate of the step, 0.1 in the place of the rule's", killedBy: "P17")
  static func standardRate(_ rate: Double) -> Double { 0.1 }
}

// ε on the wrong side of the root, for Adagrad and RMSprop. Adam has its own slips.

enum InnerEpsilon: AdagradSlip, RMSpropSlip {
  static let bug = Bug("ε inside the root (Flux.jl #448)", killedBy: "T5")
  static func denominator<T: KernelScalar>(_ square: T, _ epsilon: Double) -> T {
    sqrt(square + T(epsilon))
  }
}

package enum DoubleEpsilon: AdagradSlip, RMSpropSlip {
  package static let bug = Bug(
    "ε inside and outside the root (pytorch_optimizer #397)", killedBy: "T5")
  package static func denominator<T: KernelScalar>(_ square: T, _ epsilon: Double) -> T {
    sqrt(square + T(epsilon)) + T(epsilon)
  }
}

enum SquaredEpsilon: AdagradSlip, RMSpropSlip {
  static let bug = Bug("ε² inside the root: right units, another curve", killedBy: "C1")
  static func denominator<T: KernelScalar>(_ square: T, _ epsilon: Double) -> T {
    sqrt(square + T(epsilon * epsilon))
  }
}

enum FloorEpsilon: AdagradSlip, RMSpropSlip {
  static let bug = Bug("max(root, ε) in the place of their sum", killedBy: "C1")
  static func denominator<T: KernelScalar>(_ square: T, _ epsilon: Double) -> T {
    max(sqrt(square), T(epsilon))
  }
}

enum DeadEpsilon: AdagradSlip, RMSpropSlip {
  static let bug = Bug("ε is never used", killedBy: "P12")
  static func denominator<T: KernelScalar>(_ square: T, _ epsilon: Double) -> T { sqrt(square) }
}

enum FixedEpsilon: AdagradSlip, RMSpropSlip {
  static let bug = Bug("a constant 1e-8 in the place of ε", killedBy: "P12")
  static func denominator<T: KernelScalar>(_ square: T, _ epsilon: Double) -> T {
    sqrt(square) + 1e-8
  }
}

enum NegativeEpsilon: AdagradSlip, RMSpropSlip {
  static let bug = Bug("ε is subtracted", killedBy: "T16")
  static func denominator<T: KernelScalar>(_ square: T, _ epsilon: Double) -> T {
    sqrt(square) - T(epsilon)
  }
}

enum MissingRoot: AdagradSlip, RMSpropSlip {
  static let bug = Bug("no root over the square (torch/optim #48)", killedBy: "T5")
  static func denominator<T: KernelScalar>(_ square: T, _ epsilon: Double) -> T {
    square + T(epsilon)
  }
}

enum FourthRoot: AdagradSlip, RMSpropSlip {
  static let bug = Bug("a square root too many (Flux.jl #119)", killedBy: "T5")
  static func denominator<T: KernelScalar>(_ square: T, _ epsilon: Double) -> T {
    sqrt(sqrt(square)) + T(epsilon)
  }
}
