import AdamPlugin
import Descent
import DescentLaws
import MutantKit

/// Common mistakes in implementations of ADOPT.
package enum AdoptMutants: RuleMutants {
  package static var host: RuleSubject { WrongAdopt<RightAdopt>.subject }

  package static let all: [Mutant] = [
    WrongAdopt<LateClip>.mutant(LateClip.bug), WrongAdopt<NewRoot>.mutant(NewRoot.bug),
    WrongAdopt<EarlyMove>.mutant(EarlyMove.bug),
    WrongAdopt<SummedEpsilon>.mutant(SummedEpsilon.bug),
    WrongAdopt<ShareOfFirst>.mutant(ShareOfFirst.bug),
    WrongAdopt<UnclippedGradient>.mutant(UnclippedGradient.bug),
  ]
}

/// One slip in ADOPT.
protocol AdoptSlip: Sendable {
  /// The base of the clipping power, for a step with this many steps before it.
  static func clipBase(_ before: Double) -> Double
  /// The second moment whose root divides the gradient.
  static func square<T: KernelScalar>(old: T, new: T) -> T
  static func root<T: KernelScalar>(_ square: T, epsilon: Double) -> T
  static func limit(_ limit: Double) -> Double
  /// Whether the first step only fills the second moment.
  static var isSilent: Bool { get }
  /// The share of the first square in the second moment.
  static func firstShare(_ beta2: Double) -> Double
}

extension AdoptSlip {
  static func clipBase(_ before: Double) -> Double { before }
  static func square<T: KernelScalar>(old: T, new: T) -> T { old }
  static func root<T: KernelScalar>(_ square: T, epsilon: Double) -> T {
    max(sqrt(square), T(epsilon))
  }
  static func limit(_ limit: Double) -> Double { limit }
  static var isSilent: Bool { true }
  static func firstShare(_ beta2: Double) -> Double { 1 }
}

/// No slip.
enum RightAdopt: AdoptSlip {}

enum LateClip: AdoptSlip {
  static let bug = Bug("clips by t^¼, counting the silent step (kozistr 4.1.0)", killedBy: "T16")
  static func clipBase(_ before: Double) -> Double { before + 1 }
}

enum NewRoot: AdoptSlip {
  static let bug = Bug(
    "the second moment has the gradient that it divides (pytorch_optimizer #346)", killedBy: "C3")
  static func square<T: KernelScalar>(old: T, new: T) -> T { new }
}

enum EarlyMove: AdoptSlip {
  static let bug = Bug("the first step moves", killedBy: "C1")
  static var isSilent: Bool { false }
}

enum SummedEpsilon: AdoptSlip {
  static let bug = Bug("√v + ε in the place of max(√v, ε)", killedBy: "C1")
  static func root<T: KernelScalar>(_ square: T, epsilon: Double) -> T {
    sqrt(square) + T(epsilon)
  }
}

enum ShareOfFirst: AdoptSlip {
  static let bug = Bug("the first square enters with 1 − β₂", killedBy: "C1")
  static func firstShare(_ beta2: Double) -> Double { 1 - beta2 }
}

enum UnclippedGradient: AdoptSlip {
  static let bug = Bug("normalised gradients are not clipped", killedBy: "T16")
  static func limit(_ limit: Double) -> Double { .infinity }
}

/// ADOPT, with a slip.
struct WrongAdopt<Slip: AdoptSlip>: RuleHost {
  let original: Adopt

  init(_ original: Adopt) { self.original = original }

  struct Constants {
    let rate, added, shrink, limit: Double
    let isFirst: Bool
  }

  var learningRate: Double { original.learningRate }
  var slots: [StateSlot] { original.slots }
  var counters: [StateSlot] { original.counters }

  func constants(rate: Double, counters: inout Counters) -> Constants {
    let (before, power, decay) = (counters[0], original.clipExponent, original.weightDecay)
    counters[0] += 1
    let isDecoupled = original.decoupledWeightDecay
    let base = Slip.isSilent ? Slip.clipBase(before) : max(1, before)
    let limit = power == 0 ? .infinity : Double.pow(base, power)
    return Constants(
      rate: rate, added: isDecoupled ? 0 : decay,
      shrink: isDecoupled && before > 0 ? 1 - rate * decay : 1,
      limit: before == 0 && Slip.isSilent ? 0 : Slip.limit(limit), isFirst: before == 0)
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ c: Constants
  ) {
    let (rule, g) = (original, gradient + T(c.added) * x)
    let old = s[1]
    let share = c.isFirst ? Slip.firstShare(rule.beta2) : 1 - rule.beta2
    s[1] = T(rule.beta2) * old + T(share) * g * g
    let n = quotient(g, Slip.root(Slip.square(old: old, new: s[1]), epsilon: rule.epsilon))
    let clipped = n > T(c.limit) ? T(c.limit) : n < -T(c.limit) ? -T(c.limit) : n
    s[0] = T(rule.beta1) * s[0] + T(1 - rule.beta1) * clipped
    x = T(c.shrink) * x - T(c.rate) * s[0]
  }
}
