import AdamPlugin
import Descent
import DescentLaws
import DescentRules
import MutantKit

/// Common mistakes in implementations of AdaBound.
package enum AdaBoundMutants: RuleMutants {
  package static var host: RuleSubject { WrongAdaBound<NoSlip>.subject }

  package static let all: [Mutant] = [
    adabound(UnscheduledBounds.self), adabound(DividedByRootOfTime.self), adabound(EqualTimes.self),
    adabound(DeadAmsbound.self), adabound(LowerBoundAlone.self), adabound(BoundedMove.self),
  ]
}

/// One slip in AdaBound.
protocol AdaBoundSlip: RuleSlip {
  static func settings(_ rule: AdaBound) -> AdaBound
  /// The bounds divided by the final rate, at γt.
  static func bounds(_ time: Double) -> (lower: Double, upper: Double)
  /// The factor by which the schedule multiplies the bounds.
  static func boundFactor(_ rate: Double, base: Double) -> Double
  static func adaptiveStepSize(_ stepSize: Double, step: Double) -> Double
  /// The move, computed from Adam's rate and the first moment.
  static func move<T: KernelScalar>(_ adaptive: T, _ m: T, lower: Double, upper: Double) -> T
}

extension AdaBoundSlip {
  static func settings(_ rule: AdaBound) -> AdaBound { rule }
  static func bounds(_ time: Double) -> (lower: Double, upper: Double) {
    (1 - 1 / (time + 1), 1 + 1 / time)
  }
  static func boundFactor(_ rate: Double, base: Double) -> Double { base == 0 ? 0 : rate / base }
  static func adaptiveStepSize(_ stepSize: Double, step: Double) -> Double { stepSize }
  static func move<T: KernelScalar>(_ adaptive: T, _ m: T, lower: Double, upper: Double) -> T {
    min(max(adaptive, T(lower)), T(upper)) * m
  }
}

extension NoSlip: AdaBoundSlip {}

enum UnscheduledBounds: AdaBoundSlip {
  static let bug = Bug("the schedule does not reach the bounds", killedBy: "P14")
  static func boundFactor(_ rate: Double, base: Double) -> Double { 1 }
}

enum DividedByRootOfTime: AdaBoundSlip {
  static let bug = Bug("moves are divided by √t, as in the paper and no program", killedBy: "C1")
  static func adaptiveStepSize(_ stepSize: Double, step: Double) -> Double {
    stepSize / step.squareRoot()
  }
}

enum EqualTimes: AdaBoundSlip {
  static let bug = Bug("both bounds at γt + 1", killedBy: "C1")
  static func bounds(_ time: Double) -> (lower: Double, upper: Double) {
    (1 - 1 / (time + 1), 1 + 1 / (time + 1))
  }
}

enum DeadAmsbound: AdaBoundSlip {
  static let bug = Bug("the option amsbound is not wired", killedBy: "P12")
  static func settings(_ rule: AdaBound) -> AdaBound {
    var rule = rule
    rule.amsbound = false
    return rule
  }
}

enum LowerBoundAlone: AdaBoundSlip {
  static let bug = Bug("the upper bound is left out", killedBy: "C1")
  static func move<T: KernelScalar>(_ adaptive: T, _ m: T, lower: Double, upper: Double) -> T {
    max(adaptive, T(lower)) * m
  }
}

enum BoundedMove: AdaBoundSlip {
  static let bug = Bug("the move is clipped, not its rate", killedBy: "T7")
  static func move<T: KernelScalar>(_ adaptive: T, _ m: T, lower: Double, upper: Double) -> T {
    min(max(adaptive * m, T(lower)), T(upper))
  }
}

/// AdaBound, with a slip.
struct WrongAdaBound<Slip: AdaBoundSlip>: RuleHost {
  let original: AdaBound
  private let rule: AdaBound

  init(_ original: AdaBound) {
    self.original = original
    rule = Slip.settings(original)
  }

  struct Constants {
    let stepSize, lower, upper: Double
    let decay: WeightDecay
  }

  var learningRate: Double { original.learningRate }
  var slots: [StateSlot] { original.slots }
  var counters: [StateSlot] { original.counters }

  func constants(_ info: StepInfo, counters c: inout Counters) -> Constants {
    (c[0], c[1], c[2]) = (c[0] * rule.beta1, c[1] * rule.beta2, c[2] + 1)
    let factor = Slip.boundFactor(info.rate, base: info.baseRate)
    let bounds = Slip.bounds(rule.gamma * c[2])
    let isFree = rule.gamma == 0
    return Constants(
      stepSize: Slip.adaptiveStepSize(
        info.rate * (1 - c[1]).squareRoot() / (1 - c[0]), step: c[2]),
      lower: isFree ? 0 : factor * (rule.finalLr * bounds.lower),
      upper: isFree ? .infinity : factor * (rule.finalLr * bounds.upper),
      decay: WeightDecay(
        rule.weightDecay, decoupled: rule.decoupledWeightDecay, rate: info.rate))
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ c: Constants
  ) {
    let g = gradient + T(c.decay.added) * x
    s[0] = T(rule.beta1) * s[0] + T(1 - rule.beta1) * g
    s[1] = T(rule.beta2) * s[1] + T(1 - rule.beta2) * g * g
    if original.amsbound { s[2] = max(s[1], s[2]) }
    let v = rule.amsbound ? s[2] : s[1]
    let adaptive = quotient(T(c.stepSize), sqrt(v) + T(rule.epsilon))
    x = T(c.decay.shrink) * x - Slip.move(adaptive, s[0], lower: c.lower, upper: c.upper)
  }
}

func adabound<Slip: AdaBoundSlip>(_: Slip.Type) -> Mutant {
  WrongAdaBound<Slip>.mutant(Slip.bug)
}
