import Descent

// Rules that divide by sums or means of past gradients.

struct PlainAdagrad: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("ε", in: 0...) var epsilon = 1e-10
  @Hyperparameter("start a₀ of the sum", in: 0...) var initial = 0.0
  @Hyperparameter("decay d of the rate", in: 0...) var lrDecay = 0.0
  @Hyperparameter("weight decay λ", in: 0...) var weightDecay = 0.0

  static let card = Card(
    name: "plain_adagrad", summary: "Adagrad with PyTorch's options",
    formula: "G ← G + g²        x ← x − η/(1 + (t − 1) d) g/(√G + ε)",
    source: "Duchi, Hazan and Singer 2011; torch.optim.Adagrad")

  var slots: [StateSlot] { [StateSlot("sum", initial: initial)] }
  var counters: [StateSlot] { ["t"] }

  func constants(rate: Double, counters: inout Counters) -> Double {
    counters[0] += 1
    return rate / (1 + (counters[0] - 1) * lrDecay)
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ c: Double
  ) {
    let g = gradient + T(weightDecay) * x
    s[0] += g * g
    x -= T(c) * quotient(g, sqrt(s[0]) + T(epsilon))
  }
}

struct RootedAdagrad: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("start a₀ of the sum", above: 0) var initial = 0.1

  static let card = Card(
    name: "rooted_adagrad", summary: "Adagrad that starts above 0 and has no ε",
    formula: "G ← G + g²        x ← x − η g · 1/√G        G₀ = a₀", source: "Duchi et al. 2011; JAX"
  )

  var slots: [StateSlot] { [StateSlot("sum", initial: initial)] }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) {
    s[0] = g * g + s[0]
    x = x - T(rate) * g * (1 / sqrt(s[0]))
  }
}

struct DualAdagrad: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("δ", above: 0) var delta = 0.1

  static let card = Card(
    name: "dual_adagrad", summary: "Adagrad by dual averaging",
    formula: "z ← z + g        G ← G + g²        x = x₀ − η z/(δ + √G)",
    source: "Duchi, Hazan and Singer 2011")

  struct Constants {
    let rate: Double
    let isFirst: Bool
  }

  var slots: [StateSlot] { ["start", "gradients", "squares"] }
  var counters: [StateSlot] { ["steps"] }

  func constants(rate: Double, counters: inout Counters) -> Constants {
    counters[0] += 1
    return Constants(rate: rate, isFirst: counters[0] == 1)
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    if c.isFirst { s[0] = x }
    s[1] += g
    s[2] += g * g
    x = s[0] - T(c.rate) * (s[1] / (T(delta) + sqrt(s[2])))
  }
}

struct FollowTheLeader: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate α", in: 0...) var learningRate = 0.1
  @Hyperparameter("β", above: 0) var beta = 1.0
  @Hyperparameter("weight λ₁ of the absolute values", in: 0...) var l1 = 0.0
  @Hyperparameter("weight λ₂ of the squares", in: 0...) var l2 = 0.0

  static let card = Card(
    name: "follow_the_leader", summary: "the regularised leader, proximally, for α > 0",
    formula: """
      σ = (√(n + g²) − √n)/α    z ← z + g − σ x    n ← n + g²
      x = 0 if |z| ≤ λ₁, else −(z − sign(z) λ₁)/((β + √n)/α + λ₂)
      """, source: "McMahan et al. 2013, Algorithm 1")

  struct Constants {
    let rate: Double
    let isFirst: Bool
  }

  var slots: [StateSlot] { ["z", "n"] }
  var counters: [StateSlot] { ["steps"] }

  func constants(rate: Double, counters: inout Counters) -> Constants {
    // A step at rate 0 does not count.
    if rate > 0 { counters[0] += 1 }
    return Constants(rate: rate, isFirst: counters[0] == 1)
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    guard c.rate > 0 else {
      if g.isNaN { x = g }
      return
    }
    let alpha = T(c.rate)
    // The start is the leader without examples.
    if c.isFirst { s[0] = -x * (T(beta) / alpha + T(l2)) }
    let root = sqrt(s[1] + g * g)
    let sigma = (root - sqrt(s[1])) / alpha
    s[0] += g - sigma * x
    s[1] += g * g
    let excess = s[0] > T(l1) ? s[0] - T(l1) : s[0] < -T(l1) ? s[0] + T(l1) : s[0].isNaN ? s[0] : 0
    x = -excess / ((T(beta) + sqrt(s[1])) / alpha + T(l2))
  }
}

struct Adadelta: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 1.0
  @Hyperparameter("decay ρ", in: 0..<1) var rho = 0.9
  @Hyperparameter("ε", above: 0) var epsilon = 1e-6
  @Hyperparameter("weight decay λ", in: 0...) var weightDecay = 0.0

  static let card = Card(
    name: "adadelta", summary: "steps in the units of the parameters",
    formula: "v ← ρ v + (1−ρ) g²    d = √(u + ε)/√(v + ε) g    u ← ρ u + (1−ρ) d²    x ← x − η d",
    source: "Zeiler 2012")

  var slots: [StateSlot] { ["squares", "deltas"] }

  func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ rate: Double
  ) {
    let g = gradient + T(weightDecay) * x
    s[0] = T(rho) * s[0] + T(1 - rho) * g * g
    let d = sqrt(s[1] + T(epsilon)) / sqrt(s[0] + T(epsilon)) * g
    s[1] = T(rho) * s[1] + T(1 - rho) * d * d
    x -= T(rate) * d
  }
}

struct HintonRMSprop: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("decay α", in: 0..<1) var alpha = 0.9
  @Hyperparameter("ε", in: 0...) var epsilon = 1e-8
  @Hyperparameter("momentum μ", in: 0..<1) var momentum = 0.0

  static let card = Card(
    name: "hinton_rmsprop", summary: "gradients over the root of their mean square",
    formula: "v ← v + (1 − α)(g² − v)        b ← μ b + g/(√v + ε)        x ← x − η b",
    source: "Tieleman and Hinton 2012")

  var slots: [StateSlot] { ["v", "buffer"] }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) {
    s[0] += T(1 - alpha) * (g * g - s[0])
    s[1] = T(momentum) * s[1] + quotient(g, sqrt(s[0]) + T(epsilon))
    x -= T(rate) * s[1]
  }
}

struct GravesRMSprop: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.0001
  @Hyperparameter("decay α", in: 0..<1) var alpha = 0.95
  @Hyperparameter("momentum μ", in: 0..<1) var momentum = 0.9
  @Hyperparameter("ε, under the root", above: 0) var epsilon = 1e-4

  static let card = Card(
    name: "graves_rmsprop", summary: "centred RMSprop with a rate inside its momentum",
    formula: "n ← α n + (1−α) g²   m ← α m + (1−α) g   Δ ← μ Δ − η g/√(n − m² + ε)   x ← x + Δ",
    source: "Graves 2013, eq. 38 to 41")

  var slots: [StateSlot] { ["n", "m", "delta"] }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) {
    s[0] = T(alpha) * s[0] + T(1 - alpha) * g * g
    s[1] = T(alpha) * s[1] + T(1 - alpha) * g
    let spread = s[0] - s[1] * s[1]
    s[2] =
      T(momentum) * s[2] - T(rate) * g / sqrt((spread < 0 ? 0 : spread) + T(epsilon))
    x += s[2]
  }
}

struct StronglyConvexAdagrad: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("ξ₁", above: 0) var xi1 = 0.1
  @Hyperparameter("ξ₂", in: 0...) var xi2 = 0.1

  static let card = Card(
    name: "strongly_convex_adagrad", summary: "Adagrad for strongly convex functions",
    formula: "G ← G + g²        x ← x − η g/(G + ξ₂ exp(−ξ₁ G))", source: "Mukkamala and Hein 2017")

  var slots: [StateSlot] { ["sum"] }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) {
    s[0] += g * g
    x -= T(rate) * quotient(g, s[0] + T(xi2) * T.exp(-T(xi1) * s[0]))
  }
}

struct ErrorAdagrad: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("ε", in: 0...) var epsilon = 1e-8
  @Hyperparameter("norm p", in: 1...) var p = 2.0

  static let card = Card(
    name: "error_adagrad", summary: "gradients over the p-norm of all so far",
    formula: "G ← G + |g|ᵖ        x ← x − η g/(G^(1/p) + ε)", source: "elementary")

  var slots: [StateSlot] { ["sum"] }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) {
    s[0] += T.pow(abs(g), T(p))
    x -= T(rate) * quotient(g, T.pow(s[0], T(1 / p)) + T(epsilon))
  }
}

struct RunningMaximum: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1

  static let card = Card(
    name: "running_maximum", summary: "gradients over the largest so far",
    formula: "u ← max(u, |g|)        x ← x − η g/u", source: "elementary")

  var slots: [StateSlot] { ["largest"] }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) {
    let size = abs(g)
    s[0] = size < s[0] ? s[0] : size
    x -= T(rate) * quotient(g, s[0])
  }
}

struct Winsorised: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("decay of the mean square", in: 0..<1) var decay = 0.9
  @Hyperparameter("deviations k above which a gradient is cut", above: 0) var limit = 3.0

  static let card = Card(
    name: "winsorised", summary: "gradients cut at a few deviations",
    formula: "c = k √v (none at first)    x ← x − η clip(g, c)    v ← d v + (1 − d) g²",
    source: "elementary")

  struct Constants {
    let rate: Double
    let isFirst: Bool
  }

  var slots: [StateSlot] { ["v"] }
  var counters: [StateSlot] { ["steps"] }

  func constants(rate: Double, counters: inout Counters) -> Constants {
    counters[0] += 1
    return Constants(rate: rate, isFirst: counters[0] == 1)
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    let most = T(limit) * sqrt(s[0])
    let cut = c.isFirst || abs(g) <= most || g.isNaN ? g : g > 0 ? most : -most
    x -= T(c.rate) * cut
    s[0] = T(decay) * s[0] + T(1 - decay) * g * g
  }
}

struct DeltaBarDelta: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("growth κ of a gain", in: 0...) var up = 0.05
  @Hyperparameter("factor φ of a gain", in: 0...1) var down = 0.95
  @Hyperparameter("decay θ of the mean", in: 0..<1) var theta = 0.7

  static let card = Card(
    name: "delta_bar_delta", summary: "a gain a coordinate, by agreement with the mean",
    formula: "γ ← γ + κ where δ̄ g > 0, φ γ where δ̄ g < 0    δ̄ ← θ δ̄ + (1 − θ) g    x ← x − η γ g",
    source: "Jacobs 1988")

  var slots: [StateSlot] { [StateSlot("gain", initial: 1), "mean"] }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) {
    let agrees = (s[1] > 0 && g > 0) || (s[1] < 0 && g < 0)
    let opposes = (s[1] > 0 && g < 0) || (s[1] < 0 && g > 0)
    s[0] = agrees ? s[0] + T(up) : opposes ? s[0] * T(down) : s[0]
    s[1] = T(theta) * s[1] + T(1 - theta) * g
    x -= T(rate) * s[0] * g
  }
}

let plugin = Plugin(
  PlainAdagrad.self, RootedAdagrad.self, DualAdagrad.self, FollowTheLeader.self, Adadelta.self,
  HintonRMSprop.self, GravesRMSprop.self, StronglyConvexAdagrad.self, ErrorAdagrad.self,
  RunningMaximum.self, Winsorised.self, DeltaBarDelta.self)
