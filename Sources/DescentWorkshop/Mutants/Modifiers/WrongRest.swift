import Descent
import ModifierPlugins

/// A polynomial average whose time is off by one.
struct AveragesOneLate: WrongObserver, ModifierTraitDeclaring {
  @Hyperparameter("gamma", in: 0...) var gamma = 8.0
  static let card = Card(name: "AveragesOneLate", summary: "", formula: "", source: "")
  func weight(_ count: Double) -> Double { count == 1 ? 1 : (1 + gamma) / (count + 1 + gamma) }

  var traits: ModifierTraits {
    var right = PolynomialAverage()
    right.gamma = gamma
    return right.traits
  }
}

/// A polynomial average without the 1 added to γ, so that γ = 0 keeps the first point.
struct ForgetsTheOne: WrongObserver, ModifierTraitDeclaring {
  @Hyperparameter("gamma", in: 0...) var gamma = 8.0
  static let card = Card(name: "ForgetsTheOne", summary: "", formula: "", source: "")
  func weight(_ count: Double) -> Double { count == 1 ? 1 : gamma / (count + gamma) }

  var traits: ModifierTraits {
    var right = PolynomialAverage()
    right.gamma = gamma
    return right.traits
  }
}

/// The skipping of non-finite steps with one bug.
protocol WrongSkipping: WrongWrapping, ModifierTraitDeclaring {}

extension WrongSkipping {
  var right: any Modifier { SkipNonFinite() }
  var traits: ModifierTraits { SkipNonFinite().traits }
}

/// It checks for NaN only and lets infinities through.
struct LetsInfinityThrough: WrongSkipping {
  static let card = Card(name: "LetsInfinityThrough", summary: "", formula: "", source: "")

  func wrong<T: KernelScalar>(
    _ kernel: OptimizerKernel<T>, _ context: ModifierContext,
    _ wrap: (OptimizerKernel<T>) throws -> OptimizerKernel<T>
  ) -> OptimizerKernel<T> {
    var wrapped = kernel
    wrapped.step = { step, oracle in
      for (tensor, part) in context.layout.tensors.enumerated() where step.hasGradient(tensor) {
        for i in part.range where step.gradient[i].isNaN { return .waiting }
      }
      return kernel.step(step, oracle)
    }
    return wrapped
  }
}

/// It takes the step with a gradient of 0, so that momentum continues and counters advance.
struct StepsOnZeros: WrongSkipping {
  static let card = Card(name: "StepsOnZeros", summary: "", formula: "", source: "")

  func wrong<T: KernelScalar>(
    _ kernel: OptimizerKernel<T>, _ context: ModifierContext,
    _ wrap: (OptimizerKernel<T>) throws -> OptimizerKernel<T>
  ) -> OptimizerKernel<T> {
    var wrapped = kernel
    wrapped.step = { step, oracle in
      let gradient = (0..<context.layout.count).map { step.gradient[$0] }
      guard !gradient.allSatisfy(\.isFinite) else { return kernel.step(step, oracle) }
      return [T](repeating: 0, count: gradient.count).withUnsafeBufferPointer {
        var zero = step
        if let base = $0.baseAddress { zero.gradient = base }
        return kernel.step(zero, oracle)
      }
    }
    return wrapped
  }
}

/// It checks the storage of absent gradients.
struct SkipsForAbsentTensors: WrongSkipping {
  static let card = Card(name: "SkipsForAbsentTensors", summary: "", formula: "", source: "")

  func wrong<T: KernelScalar>(
    _ kernel: OptimizerKernel<T>, _ context: ModifierContext,
    _ wrap: (OptimizerKernel<T>) throws -> OptimizerKernel<T>
  ) -> OptimizerKernel<T> {
    var wrapped = kernel
    wrapped.step = { step, oracle in
      for i in 0..<context.layout.count where !step.gradient[i].isFinite { return .waiting }
      return kernel.step(step, oracle)
    }
    return wrapped
  }
}

/// Sharpness scaled by |x| where the ascent needs its square.
struct AdaptsOnce: WrongSharpness {
  @Hyperparameter("radius", in: 0...) var rho = 0.05
  @Hyperparameter("adaptive") var adaptive = true
  @Hyperparameter("eta", in: 0...) var eta = 0.0
  static let card = Card(name: "AdaptsOnce", summary: "", formula: "", source: "")
  var traits: ModifierTraits { sharpnessTraits(rho, adaptive, eta) }

  func change<T: KernelScalar>(_ change: GradientChange<T>) {
    let (g, x, point) = (change.gradient, change.point, change.scratch(0))
    guard rho > 0, let here = point.baseAddress, let into = g.baseAddress else { return }
    for i in g.indices { point[i] = (adaptive ? abs(x[i]) + T(eta) : 1) * g[i] }
    let length = euclideanNorm(UnsafePointer(here), point.count) + 1e-12
    for i in g.indices { point[i] = x[i] + T(rho / length) * point[i] }
    _ = change.oracle.valueAndGradient(at: here, into: into)
  }
}

/// Adaptive sharpness without η added to |x|.
struct ForgetsEta: WrongSharpness {
  @Hyperparameter("radius", in: 0...) var rho = 0.05
  @Hyperparameter("adaptive") var adaptive = true
  @Hyperparameter("eta", in: 0...) var eta = 0.0
  static let card = Card(name: "ForgetsEta", summary: "", formula: "", source: "")
  var traits: ModifierTraits { sharpnessTraits(rho, adaptive, eta) }

  func change<T: KernelScalar>(_ change: GradientChange<T>) {
    var right = SharpnessAware()
    (right.rho, right.adaptive) = (rho, adaptive)
    right.change(change)
  }
}

private func sharpnessTraits(_ rho: Double, _ adaptive: Bool, _ eta: Double) -> ModifierTraits {
  var right = SharpnessAware()
  (right.rho, right.adaptive, right.eta) = (rho, adaptive, eta)
  return right.traits
}

/// Slow weights that read the option `pullback` but do not change the rule's buffers.
struct PullsNothingBack: WrongMeeting {
  @Hyperparameter("steps", in: 1...) var k = 5
  @Hyperparameter("way", in: 0...1) var alpha = 0.5
  @Hyperparameter("buffers") var pullback = Lookahead.Pullback.pullback
  static let card = Card(name: "PullsNothingBack", summary: "", formula: "", source: "")

  func change<T: KernelScalar>(_ move: MoveChange<T>) {
    var right = right
    right.pullback = pullback == .pullback ? .none : pullback
    right.change(move)
  }
}

/// Buffers that go the fraction 1 − α of the way.
struct PullsTheOtherPart: WrongMeeting {
  @Hyperparameter("steps", in: 1...) var k = 5
  @Hyperparameter("way", in: 0...1) var alpha = 0.5
  @Hyperparameter("buffers") var pullback = Lookahead.Pullback.pullback
  static let card = Card(name: "PullsTheOtherPart", summary: "", formula: "", source: "")

  func change<T: KernelScalar>(_ move: MoveChange<T>) {
    let past = zip(move.besideRuleBuffers, move.ruleBuffers).map {
      ($0.map { $0 }, $1.entries.map { $0 })
    }
    right.change(move)
    guard pullback == .pullback, Int(move.state.counters[0]) % k == 0 else { return }
    for (index, (slow, fast)) in past.enumerated() {
      for i in slow.indices {
        let met = fast[i] + T(alpha) * (slow[i] - fast[i])
        move.ruleBuffers[index].entries[i] = met
        move.besideRuleBuffers[index][i] = met
      }
    }
  }
}

/// Slow weights with one bug that claim to be the right ones.
protocol WrongMeeting: MoveModifier, ModifierTraitDeclaring {
  var k: Int { get }
  var alpha: Double { get }
  var pullback: Lookahead.Pullback { get }
}

extension WrongMeeting {
  var right: Lookahead {
    var right = Lookahead()
    (right.k, right.alpha, right.pullback) = (k, alpha, pullback)
    return right
  }
  var slots: [StateSlot] { right.slots }
  var counters: [StateSlot] { right.counters }
  var keepsRuleBuffers: Bool { right.keepsRuleBuffers }
  var traits: ModifierTraits { right.traits }
}
