import Descent
import DescentLaws
import DescentRules
import MutantKit
import SignPlugin

/// Common mistakes in implementations of Lion.
package enum LionMutants: RuleMutants {
  package static var host: RuleSubject { WrongLion<NoSlip>.subject }

  package static let all: [Mutant] = [
    lion(NewMean.self), lion(ExchangedBetas.self), lion(LateShrink.self), lion(RatelessShrink.self),
    lion(OneBeta.self), lion(PlainInterpolation.self),
  ]
}

/// One slip in Lion.
protocol LionSlip: RuleSlip {
  static func settings(_ rule: Lion) -> Lion
  /// The number whose sign is taken. `new` is the mean that includes this gradient.
  static func mixed<T: KernelScalar>(_ m: T, new: T, _ g: T, _ beta1: Double) -> T
  static func taken<T: KernelScalar>(_ c: T) -> T
  static func moved<T: KernelScalar>(_ x: T, by move: T, rate: Double, decay: Double) -> T
}

extension LionSlip {
  static func settings(_ rule: Lion) -> Lion { rule }
  static func mixed<T: KernelScalar>(_ m: T, new: T, _ g: T, _ beta1: Double) -> T {
    T(beta1) * m + T(1 - beta1) * g
  }
  static func taken<T: KernelScalar>(_ c: T) -> T { sign(c) }
  static func moved<T: KernelScalar>(_ x: T, by move: T, rate: Double, decay: Double) -> T {
    T(1 - rate * decay) * x - move
  }
}

extension NoSlip: LionSlip {}

enum NewMean: LionSlip {
  static let bug = Bug("the sign is of the new mean (Optimisers.jl #129)", killedBy: "O1")
  static func mixed<T: KernelScalar>(_ m: T, new: T, _ g: T, _ beta1: Double) -> T {
    T(beta1) * new + T(1 - beta1) * g
  }
}

enum ExchangedBetas: LionSlip {
  static let bug = Bug("the betas exchanged", killedBy: "O1")
  static func settings(_ rule: Lion) -> Lion {
    var rule = rule
    (rule.beta1, rule.beta2) = (rule.beta2, rule.beta1)
    return rule
  }
}

enum LateShrink: LionSlip {
  static let bug = Bug("decay after the move (transformers #14539)", killedBy: "R2")
  static func moved<T: KernelScalar>(_ x: T, by move: T, rate: Double, decay: Double) -> T {
    T(1 - rate * decay) * (x - move)
  }
}

enum RatelessShrink: LionSlip {
  static let bug = Bug(
    "decay not multiplied by the rate (tensorflow/addons #2282)", killedBy: "T17")
  static func moved<T: KernelScalar>(_ x: T, by move: T, rate: Double, decay: Double) -> T {
    T(1 - decay) * x - move
  }
}

enum OneBeta: LionSlip {
  static let bug = Bug("one beta serves both, the other is read and not used", killedBy: "P12")
  static func settings(_ rule: Lion) -> Lion {
    var rule = rule
    rule.beta1 = rule.beta2
    return rule
  }
}

enum PlainInterpolation: LionSlip {
  static let bug = Bug("the interpolation without its sign", killedBy: "T8")
  static func taken<T: KernelScalar>(_ c: T) -> T { c }
}

/// Lion, with a slip.
struct WrongLion<Slip: LionSlip>: RuleHost {
  let original: Lion
  private let rule: Lion

  init(_ original: Lion) {
    self.original = original
    rule = Slip.settings(original)
  }

  var learningRate: Double { original.learningRate }
  var slots: [StateSlot] { original.slots }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) {
    let new = T(rule.beta2) * s[0] + T(1 - rule.beta2) * g
    let c = Slip.mixed(s[0], new: new, g, rule.beta1)
    x = Slip.moved(x, by: T(rate) * Slip.taken(c), rate: rate, decay: rule.weightDecay)
    s[0] = new
  }
}

func lion<Slip: LionSlip>(_: Slip.Type) -> Mutant { WrongLion<Slip>.mutant(Slip.bug) }
