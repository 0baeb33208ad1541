import AdamPlugin
import Descent
import DescentLaws
import DescentRules
import MutantKit

/// Common mistakes in implementations of Yogi.
package enum YogiMutants: RuleMutants {
  package static var host: RuleSubject { WrongYogi<NoSlip>.subject }

  package static let all: [Mutant] = [
    yogi(AdamsSecond.self), yogi(SeededAlways.self), yogi(DeadCorrection.self),
    yogi(SignOfDifference.self), yogi(UnseededSecond.self), yogi(TurnedSign.self),
  ]
}

/// One slip in Yogi.
protocol YogiSlip: RuleSlip {
  static func settings(_ rule: Yogi) -> Yogi
  static func second<T: KernelScalar>(_ v: T, _ g: T, beta2: Double) -> T
}

extension YogiSlip {
  static func settings(_ rule: Yogi) -> Yogi { rule }
  static func second<T: KernelScalar>(_ v: T, _ g: T, beta2: Double) -> T {
    v - T(1 - beta2) * sign(v - g * g) * g * g
  }
}

extension NoSlip: YogiSlip {}

enum AdamsSecond: YogiSlip {
  static let bug = Bug("the running mean of Adam", killedBy: "C2")
  static func second<T: KernelScalar>(_ v: T, _ g: T, beta2: Double) -> T {
    T(beta2) * v + T(1 - beta2) * g * g
  }
}

enum SeededAlways: YogiSlip {
  static let bug = Bug(
    "the first moment starts at the accumulator, and is not odd (jettify #77)", killedBy: "T7")
  static func settings(_ rule: Yogi) -> Yogi {
    var rule = rule
    rule.seedsMomentum = true
    return rule
  }
}

enum DeadCorrection: YogiSlip {
  static let bug = Bug("the option bias_correction is not wired", killedBy: "P12")
  static func settings(_ rule: Yogi) -> Yogi {
    var rule = rule
    rule.biasCorrection = true
    return rule
  }
}

enum SignOfDifference: YogiSlip {
  static let bug = Bug("the difference in the place of its sign", killedBy: "T5")
  static func second<T: KernelScalar>(_ v: T, _ g: T, beta2: Double) -> T {
    v - T(1 - beta2) * (v - g * g) * g * g
  }
}

enum UnseededSecond: YogiSlip {
  static let bug = Bug("the second moment starts at 0 whatever is asked", killedBy: "P12")
  static func settings(_ rule: Yogi) -> Yogi {
    var rule = rule
    rule.initialAccumulatorValue = 0
    return rule
  }
}

enum TurnedSign: YogiSlip {
  static let bug = Bug("the sign of the change is turned: away from the square", killedBy: "C2")
  static func second<T: KernelScalar>(_ v: T, _ g: T, beta2: Double) -> T {
    abs(v + T(1 - beta2) * sign(v - g * g) * g * g)
  }
}

/// Yogi, with a slip.
struct WrongYogi<Slip: YogiSlip>: RuleHost {
  let original: Yogi
  private let rule: Yogi

  init(_ original: Yogi) {
    self.original = original
    rule = Slip.settings(original)
  }

  var learningRate: Double { original.learningRate }
  var slots: [StateSlot] { rule.slots }
  var counters: [StateSlot] { rule.counters }

  struct Constants {
    let stepSize: Double
    let root: CorrectedRoot
    let decay: WeightDecay
  }

  func constants(rate: Double, counters: inout Counters) -> Constants {
    (counters[0], counters[1]) = (counters[0] * rule.beta1, counters[1] * rule.beta2)
    let (c1, c2) = rule.biasCorrection ? (1 - counters[0], 1 - counters[1]) : (1, 1)
    return Constants(
      stepSize: rate / c1, root: CorrectedRoot(epsilon: rule.epsilon, .after, bias: c2),
      decay: WeightDecay(rule.weightDecay, decoupled: rule.decoupledWeightDecay, rate: rate))
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ c: Constants
  ) {
    let g = gradient + T(c.decay.added) * x
    s[0] = T(rule.beta1) * s[0] + T(1 - rule.beta1) * g
    s[1] = Slip.second(s[1], g, beta2: rule.beta2)
    x = T(c.decay.shrink) * x - quotient(T(c.stepSize) * s[0], c.root(s[1]))
  }
}

func yogi<Slip: YogiSlip>(_: Slip.Type) -> Mutant { WrongYogi<Slip>.mutant(Slip.bug) }
