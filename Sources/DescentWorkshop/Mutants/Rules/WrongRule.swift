import Descent
import DescentCatalog
import DescentLaws

/// Gradient descent that claims every trait, correct or with one bug that a law must reject.
package struct WrongRule: GradientOptimizer, TraitDeclaring {
  /// The bugs. Certain laws must reject each of them; other laws may, too.
  package enum Bug: String, CaseIterable, Codable {
    case skippedBlocks, neighbour, clamp, singlePrecision, offset, notHomogeneous,
      parameterInGradient
    case firstStepHalved, rateInBuffer, ascent, unboundedStep, decayWithoutRate, saturation
    case largerWithAMSGrad, doubledDecay, deadMaximize, halfRate, lookBehind, sharedCounter

    package var killers: [String] {
      switch self {
      case .skippedBlocks: ["T2", "T3"]
      case .neighbour: ["T1", "T4"]
      case .clamp: ["T5", "T10", "T11"]
      case .singlePrecision: ["T6"]
      case .offset: ["T7"]
      case .notHomogeneous: ["T8"]
      case .parameterInGradient: ["T9"]
      case .firstStepHalved: ["T12"]
      case .rateInBuffer: ["T13", "T15", "T18"]
      case .ascent: ["T14"]
      case .unboundedStep: ["T16"]
      case .decayWithoutRate: ["T17", "R2"]
      case .saturation: ["T19"]
      case .largerWithAMSGrad: ["T20"]
      case .doubledDecay: ["R1"]
      case .deadMaximize: ["R3"]
      case .halfRate: ["R4"]
      case .lookBehind: ["R5"]
      case .sharedCounter: ["R6"]
      }
    }

    package var subject: RuleSubject { WrongRule.subject(self) }

    /// The hyperparameters of the rule in addition to rate and decay.
    package var flags: [String] {
      switch self {
      case .largerWithAMSGrad: ["amsgrad"]
      case .deadMaximize: ["maximize"]
      case .lookBehind: ["nesterov", "momentum"]
      default: []
      }
    }
  }

  @Hyperparameter("learning rate", in: 0...) package var learningRate = 0.1
  @Hyperparameter("coupled weight decay", in: 0..., kind: .weightDecay) package var weightDecay =
    0.0
  @Hyperparameter("unused, or doubles the move", kind: .maximum) package var amsgrad = false
  @Hyperparameter("unused", kind: .maximize) package var maximize = false
  @Hyperparameter("look ahead", kind: .nesterov) package var nesterov = false
  @Hyperparameter("momentum of the look ahead", in: 0..<1, kind: .momentum) package var momentum =
    0.0
  package var bug: Bug?

  package init() {}

  package static let card = Card(name: "wrong", summary: "", formula: "", source: "")

  package static func subject(_ bug: Bug?) -> RuleSubject {
    let keys = ["lr", "weight_decay"] + (bug?.flags ?? [])
    let domains = WrongRule().hyperparameters.filter { keys.contains($0.key) }
    let name = bug.map { "claims/\($0.rawValue)" } ?? "wrong"
    var subject = RuleSubject(name: name, domains: domains.map(HyperparameterDomain.init)) {
      var rule = try WrongRule(settings: $0.settings)
      rule.bug = bug
      return rule
    }
    let sgd = Catalog.registry.optimizerTypes[0]
    subject.peers = [
      RulePeer("it is sgd") {
        try sgd.init(settings: $0.settings)
      } settings: { c in
        let settings = c.rule.settings.filter { ["lr", "weight_decay"].contains($0.key) }
        return (own: c.rule, peer: Specification(name: "sgd", settings: settings))
      }
    ]
    return subject
  }

  package var traits: RuleTraits {
    var traits = RuleTraits(
      locality: .coordinatewise,
      units: ["lr": .parameter / .gradient, "weight_decay": .gradient / .parameter])
    traits.isOdd = true
    traits.degree = bug == .notHomogeneous ? 0 : 1
    traits.rotation = .all
    traits.isTranslationInvariant = true
    traits.isLinear = true
    traits.isTimeInvariant = true
    traits.isRateLocal = true
    traits.memory = RuleTraits.Memory.none
    traits.isOrderFree = true
    traits.isMonotone = true
    traits.descends = true
    traits.decay = .coupled("weight_decay")
    if bug == .unboundedStep { traits.bound = { _ in 1 } }
    traits.constantGradient = { g, _ in g }
    return traits
  }

  package func stateLayout(for layout: Layout) -> StateLayout {
    var state = StateLayout()
    if bug == .rateInBuffer { state.appendBuffer("velocity", count: layout.count) }
    state.appendScalar("step")
    return state
  }

  package func step<T: KernelScalar>(_ a: StepArguments<T>, layout: Layout) {
    if bug != .sharedCounter { a.scalars[0] += 1 }
    for tensor in layout.tensors {
      if bug == .sharedCounter { a.scalars[0] += 1 }
      let blocks = bug == .skippedBlocks ? tensor.count / 8 * 8 : 0
      for i in tensor.range.dropFirst(blocks) {
        let isLast = i == tensor.range.last
        let plain = a.gradient[bug == .neighbour && isLast ? tensor.offset : i]
        move(&a.parameters[i], wrong(plain, a.parameters[i]), i, a)
      }
    }
  }

  private func wrong<T: KernelScalar>(_ g: T, _ x: T) -> T {
    let decay = bug == .decayWithoutRate ? 0 : T(weightDecay) * x
    return switch bug {
    case .clamp: max(-2, min(2, g)) + decay
    case .singlePrecision: T(Float(g)) + decay
    case .offset: g + 0.25 + decay
    case .parameterInGradient: g + x / 8 + decay
    case .ascent: decay - g
    case .saturation: g / (1 + g * g) + decay
    case .doubledDecay: g + decay + decay
    default: g + decay
    }
  }

  private func move<T: KernelScalar>(_ x: inout T, _ g: T, _ i: Int, _ a: StepArguments<T>) {
    let rate = T(a.rate)
    switch bug {
    case .firstStepHalved: x -= a.scalars[0] == 1 ? rate * g / 2 : rate * g
    case .sharedCounter: x -= rate * g / T(a.scalars[0])
    case .halfRate: x -= rate * g / 2
    case .rateInBuffer:
      a.buffers[i] = a.buffers[i] / 2 + rate * g
      x -= a.buffers[i]
    case .decayWithoutRate: x = x * T(1 - weightDecay) - rate * g
    case .largerWithAMSGrad: x -= rate * (amsgrad ? 2 * g : g)
    case .lookBehind: x -= rate * (nesterov ? g - T(momentum) * g : g)
    default: x -= rate * g
    }
  }
}
