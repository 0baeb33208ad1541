import Descent

// Slips in coupled weight decay, which five rule families share.

/// A slip that is the same for all families.
protocol DecaySlip: SGDSlip, MomentumSlip, AdagradSlip, RMSpropSlip, AdamSlip {}

enum FlippedDecay: DecaySlip {
  static let bug = Bug("decay with the wrong sign: weights grow (chainer #261)", killedBy: "R1")
  static func gradient<T: KernelScalar>(_ g: T, _ x: T, decay: Double, rate: Double) -> T {
    g - T(decay) * x
  }
}

enum DeadDecay: DecaySlip {
  static let bug = Bug("decay is accepted and never used (pytorch_optimizer #517)", killedBy: "P12")
  static func gradient<T: KernelScalar>(_ g: T, _ x: T, decay: Double, rate: Double) -> T { g }
}

enum DoubledDecay: DecaySlip {
  static let bug = Bug("decay counted twice (mxnet #13683)", killedBy: "R1")
  static func gradient<T: KernelScalar>(_ g: T, _ x: T, decay: Double, rate: Double) -> T {
    g + T(2 * decay) * x
  }
}

enum MultiplyingDecay: DecaySlip {
  static let bug = Bug("the gradient times, not plus, the decay term (mxnet #8925)", killedBy: "R1")
  static func gradient<T: KernelScalar>(_ g: T, _ x: T, decay: Double, rate: Double) -> T {
    g * (1 + T(decay) * x)
  }
}

enum ReplacingDecay: DecaySlip {
  static let bug = Bug("the decay replaces the gradient (torchlayers #17)", killedBy: "R1")
  static func gradient<T: KernelScalar>(_ g: T, _ x: T, decay: Double, rate: Double) -> T {
    decay > 0 ? T(decay) * x : g
  }
}

enum ConstantDecay: DecaySlip {
  static let bug = Bug("decay subtracts λ, not λx (jettify #454)", killedBy: "T5")
  static func gradient<T: KernelScalar>(_ g: T, _ x: T, decay: Double, rate: Double) -> T {
    g + T(decay)
  }
}

enum AbsoluteDecay: DecaySlip {
  static let bug = Bug("l1 in the place of l2 (keras-adamw #39)", killedBy: "T5")
  static func gradient<T: KernelScalar>(_ g: T, _ x: T, decay: Double, rate: Double) -> T {
    x == 0 ? g : g + (x > 0 ? T(decay) : -T(decay))
  }
}

enum RatedDecay: DecaySlip {
  static let bug = Bug("decay in the gradient is multiplied by the rate as well", killedBy: "T5")
  static func gradient<T: KernelScalar>(_ g: T, _ x: T, decay: Double, rate: Double) -> T {
    g + T(rate * decay) * x
  }
}

enum IdleDecay: DecaySlip {
  static let bug = Bug("no decay where the gradient is 0, as lazy updates do", killedBy: "R1")
  static func gradient<T: KernelScalar>(_ g: T, _ x: T, decay: Double, rate: Double) -> T {
    g == 0 ? g : g + T(decay) * x
  }
}

enum FlooredDecay: DecaySlip {
  static let bug = Bug("decay of parameters below 1e-3 is left out", killedBy: "T6")
  static func gradient<T: KernelScalar>(_ g: T, _ x: T, decay: Double, rate: Double) -> T {
    abs(x) < 1e-3 ? g : g + T(decay) * x
  }
}
