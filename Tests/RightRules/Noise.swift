import Descent

// Rules that draw from the run's seeded streams.

struct NoisyDescent: GradientOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("deviation σ of the noise at the first step", in: 0...) var sigma = 0.1
  @Hyperparameter("power γ by which it falls", in: 0...) var gamma = 0.55

  static let card = Card(
    name: "noisy_descent", summary: "gradient descent with noise that dies out",
    formula: "xₜ = xₜ₋₁ − η (gₜ + σ (1 + t)^(−γ/2) ξₜ)        ξₜ standard normal",
    source: "Neelakantan et al. 2015")

  func counters(for tensor: Layout.Tensor) -> [StateSlot] { ["steps"] }

  func step<T: KernelScalar>(_ s: TensorStep<T>) {
    s.counters[0] += 1
    let size = sigma * Double.pow(1 + s.counters[0], -gamma / 2)
    let random = s.random("noise", step: Int(s.counters[0]))
    for i in 0..<s.count {
      s.x[i] -= T(s.rate) * (s.gradient[i] + T(size * random.normal(UInt64(i))))
    }
  }
}

struct DroppedCoordinates: GradientOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("part of the coordinates that move", in: 0...1) var kept = 0.5

  static let card = Card(
    name: "dropped_coordinates",
    summary: "gradient descent in some coordinates, drawn at each step",
    formula: "xₜ = xₜ₋₁ − η bₜ gₜ        bₜ is 1 with probability p, or else 0",
    source: "Richtárik and Takáč 2014")

  func counters(for tensor: Layout.Tensor) -> [StateSlot] { ["steps"] }

  func step<T: KernelScalar>(_ s: TensorStep<T>) {
    s.counters[0] += 1
    let random = s.random("mask", step: Int(s.counters[0]))
    for i in 0..<s.count where random.uniform(UInt64(i)) < kept || s.gradient[i].isNaN {
      s.x[i] -= T(s.rate) * s.gradient[i]
    }
  }
}

struct FrictionDynamics: GradientOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("momentum μ", in: 0..<1) var momentum = 0.9
  @Hyperparameter("temperature T", in: 0...) var temperature = 0.01

  static let card = Card(
    name: "friction_dynamics", summary: "heavy ball in a heat bath",
    formula: "vₜ = μ vₜ₋₁ + gₜ + √(2 (1 − μ) T) ξₜ        xₜ = xₜ₋₁ − η vₜ",
    source: "Chen, Fox and Guestrin 2014")

  func slots(for tensor: Layout.Tensor) -> [TensorSlot] { ["velocity"] }
  func counters(for tensor: Layout.Tensor) -> [StateSlot] { ["steps"] }

  func step<T: KernelScalar>(_ s: TensorStep<T>) {
    s.counters[0] += 1
    let v = s["velocity"]
    let (random, size) = (
      s.random("bath", step: Int(s.counters[0])), sqrt(2 * (1 - momentum) * temperature)
    )
    for i in 0..<s.count {
      v[i] = T(momentum) * v[i] + s.gradient[i] + T(size * random.normal(UInt64(i)))
      s.x[i] -= T(s.rate) * v[i]
    }
  }
}

struct StochasticSign: GradientOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("size B of the largest gradient", above: 0) var bound = 4.0

  static let card = Card(
    name: "stochastic_sign", summary: "a sign that is right as often as the gradient is large",
    formula: "xₜ = xₜ₋₁ − η B s        s is 1 with probability ½ + g/(2B), or else −1",
    source: "Safaryan and Richtárik 2021")

  func counters(for tensor: Layout.Tensor) -> [StateSlot] { ["steps"] }

  func step<T: KernelScalar>(_ s: TensorStep<T>) {
    s.counters[0] += 1
    let random = s.random("sign", step: Int(s.counters[0]))
    for i in 0..<s.count {
      let g = s.gradient[i]
      let isUp = random.uniform(UInt64(i)) < 0.5 + Double(g) / (2 * bound)
      s.x[i] -= T(s.rate * bound) * (g.isNaN ? g : isUp ? 1 : -1)
    }
  }
}

struct OneCoordinate: GradientOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1

  static let card = Card(
    name: "one_coordinate", summary: "descent along one coordinate of each tensor, drawn evenly",
    formula: "i uniform:  xᵢ ← xᵢ − η gᵢ", source: "Nesterov 2012")

  func counters(for tensor: Layout.Tensor) -> [StateSlot] { ["steps"] }

  func step<T: KernelScalar>(_ s: TensorStep<T>) {
    s.counters[0] += 1
    let i = s.random("coordinate", step: Int(s.counters[0])).index(0, below: s.count)
    s.x[i] -= T(s.rate) * s.gradient[i]
  }
}

let plugin = Plugin(
  NoisyDescent.self, DroppedCoordinates.self, FrictionDynamics.self, StochasticSign.self,
  OneCoordinate.self)
