import Descent

/// Adam with one change, each from a published implementation.
struct AdamVariant: CoordinatewiseOptimizer {
  enum Kind: String, CaseIterable, WordHyperparameter {
    case none
    /// √(v̂ + ε).
    case insideRoot
    /// ε beside the uncorrected root.
    case uncorrectedRoot
    /// m without its bias correction.
    case uncorrectedMoment
    /// The square of the rate.
    case squaredRate
    /// x is multiplied by 1 − λ.
    case decayWithoutRate
    case deadDecay
  }

  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  @Hyperparameter("decay of the first moment", in: 0..<1, kind: .firstMomentDecay) var beta1 = 0.5
  @Hyperparameter("decay of the second moment", in: 0..<1, kind: .secondMomentDecay) var beta2 =
    0.75
  @Hyperparameter("added to the root", in: 0..., kind: .stabilizer) var epsilon = 0.25
  @Hyperparameter("decoupled weight decay", in: 0..., kind: .weightDecay) var weightDecay = 0.0
  @Hyperparameter("what is changed") var kind = Kind.none
  static let card = Card(name: "adam-variant", summary: "", formula: "", source: "")

  var slots: [StateSlot] { ["m", "v"] }
  var counters: [StateSlot] { ["step"] }

  struct Constants {
    let rate: Double
    let correction1: Double
    let correction2: Double
  }

  func constants(rate: Double, counters: inout Counters) -> Constants {
    counters[0] += 1
    return Constants(
      rate: kind == .squaredRate ? rate * rate : rate,
      correction1: kind == .uncorrectedMoment ? 1 : 1 - .pow(beta1, counters[0]),
      correction2: 1 - .pow(beta2, counters[0]))
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    switch kind {
    case .deadDecay: break
    case .decayWithoutRate: x -= T(weightDecay) * x
    default: x -= T(c.rate) * T(weightDecay) * x
    }
    s[0] = T(beta1) * s[0] + T(1 - beta1) * g
    s[1] = T(beta2) * s[1] + T(1 - beta2) * g * g
    let root: T
    switch kind {
    case .insideRoot: root = sqrt(s[1] / T(c.correction2) + T(epsilon))
    case .uncorrectedRoot: root = (sqrt(s[1]) + T(epsilon)) / sqrt(T(c.correction2))
    default: root = sqrt(s[1] / T(c.correction2)) + T(epsilon)
    }
    x -= T(c.rate) * quotient(s[0] / T(c.correction1), root)
  }
}

/// Heavy ball with the rate inside its buffer: v = μ v + η g, x −= v.
struct RateInBuffer: CoordinatewiseOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  @Hyperparameter("momentum", in: 0..<1, kind: .momentum) var momentum = 0.75
  @Hyperparameter("coupled weight decay", in: 0..., kind: .weightDecay) var weightDecay = 0.0
  static let card = Card(name: "rate-in-buffer", summary: "", formula: "", source: "")
  var slots: [StateSlot] { ["velocity"] }

  func update<T: KernelScalar>(_ x: inout T, gradient: T, state s: inout Slots<T>, _ rate: Double) {
    s[0] = T(momentum) * s[0] + T(rate) * (gradient + T(weightDecay) * x)
    x -= s[0]
  }
}
