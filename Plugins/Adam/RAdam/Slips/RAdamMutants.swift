import AdamPlugin
import Descent
import DescentLaws
import DescentRules
import MutantKit
import Synchronization

/// Common mistakes in implementations of RAdam.
package enum RAdamMutants: RuleMutants {
  package static var host: RuleSubject { WrongRAdam<NoSlip>.subject }

  package static let all: [Mutant] = [
    radam(CoupledAlways.self), radam(CachedStepSize.self), radam(OverwrittenDecay.self),
    radam(UnrootedFactor.self), radam(IdleState.self), radam(RectifiedAlways.self),
  ]
}

/// One slip in RAdam.
protocol RAdamSlip: RuleSlip {
  static func settings(_ rule: RAdam) -> RAdam
  /// The factor of a rectified step; nil below the threshold.
  static func factor(_ rectification: Rectification, threshold: Double) -> Double?
  static func rectifiedStepSize(_ stepSize: Double, step: Double) -> Double
  /// Whether the state stays unchanged during steps that do not move.
  static var waits: Bool { get }
}

extension RAdamSlip {
  static func settings(_ rule: RAdam) -> RAdam { rule }
  static func factor(_ rectification: Rectification, threshold: Double) -> Double? {
    rectification.length > threshold ? rectification.factor : nil
  }
  static func rectifiedStepSize(_ stepSize: Double, step: Double) -> Double { stepSize }
  static var waits: Bool { false }
}

extension NoSlip: RAdamSlip {}

enum CoupledAlways: RAdamSlip {
  static let bug = Bug(
    "decay is coupled whatever the option says (pytorch #88836)", killedBy: "P12")
  static func settings(_ rule: RAdam) -> RAdam {
    var rule = rule
    rule.decoupledWeightDecay = false
    return rule
  }
}

enum CachedStepSize: RAdamSlip {
  static let bug = Bug(
    "the step size is cached by the step, for all instances (Ranger #9, over9000 #9)",
    killedBy: "T13")
  private static let cache = Mutex<[Double: Double]>([:])
  static func rectifiedStepSize(_ stepSize: Double, step: Double) -> Double {
    cache.withLock { cache in
      if let known = cache[step] { return known }
      cache[step] = stepSize
      return stepSize
    }
  }
}

enum OverwrittenDecay: RAdamSlip {
  static let bug = Bug("decay is ignored: its list is overwritten (fastai2 #246)", killedBy: "P12")
  static func settings(_ rule: RAdam) -> RAdam {
    var rule = rule
    rule.weightDecay = 0
    return rule
  }
}

enum UnrootedFactor: RAdamSlip {
  static let bug = Bug("r² in the place of r", killedBy: "C1")
  static func factor(_ rectification: Rectification, threshold: Double) -> Double? {
    NoSlip.factor(rectification, threshold: threshold).map { $0 * $0 }
  }
}

enum IdleState: RAdamSlip {
  static let bug = Bug("moments stand still while nothing moves", killedBy: "C1")
  static var waits: Bool { true }
}

enum RectifiedAlways: RAdamSlip {
  static let bug = Bug("below the threshold a plain step of Adam", killedBy: "C1")
  static func factor(_ rectification: Rectification, threshold: Double) -> Double? {
    NoSlip.factor(rectification, threshold: threshold) ?? 1
  }
}

/// RAdam, with a slip.
struct WrongRAdam<Slip: RAdamSlip>: RuleHost {
  let original: RAdam
  private let rule: RAdam

  init(_ original: RAdam) {
    self.original = original
    rule = Slip.settings(original)
  }

  struct Constants {
    let rectified: RectifiedConstants
    let stays: Bool
  }

  var learningRate: Double { original.learningRate }
  var slots: [StateSlot] { original.slots }
  var counters: [StateSlot] { original.counters }

  func constants(rate: Double, counters c: inout Counters) -> Constants {
    (c[0], c[1], c[2]) = (c[0] * rule.beta1, c[1] * rule.beta2, c[2] + 1)
    let rectification = Rectification(beta2: rule.beta2, step: c[2])
    let factor = Slip.factor(rectification, threshold: rule.threshold)
    let rectified = RectifiedConstants(
      Slip.rectifiedStepSize(rate / (1 - c[0]), step: c[2]), rectified: factor,
      movesBelow: rule.degeneratedToSgd,
      root: CorrectedRoot(epsilon: rule.epsilon, rule.epsPlacement, bias: 1 - c[1]),
      decay: WeightDecay(rule.weightDecay, decoupled: rule.decoupledWeightDecay, rate: rate))
    return Constants(
      rectified: rectified, stays: Slip.waits && factor == nil && !rule.degeneratedToSgd)
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ constants: Constants
  ) {
    let c = constants.rectified
    let g = gradient + T(c.decay.added) * x
    if !constants.stays {
      s[0] = T(rule.beta1) * s[0] + T(1 - rule.beta1) * g
      s[1] = T(rule.beta2) * s[1] + T(1 - rule.beta2) * g * g
    }
    let m = T(c.stepSize) * s[0]
    x = T(c.decay.shrink) * x - (c.isRectified ? quotient(m, c.root(s[1])) : m)
  }
}

func radam<Slip: RAdamSlip>(_: Slip.Type) -> Mutant { WrongRAdam<Slip>.mutant(Slip.bug) }
