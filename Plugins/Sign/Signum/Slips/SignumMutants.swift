import Descent
import DescentLaws
import DescentRules
import MutantKit
import SignPlugin

/// Common mistakes in implementations of Signum.
package enum SignumMutants: RuleMutants {
  package static var host: RuleSubject { WrongSignum<NoSlip>.subject }

  package static let all: [Mutant] = [
    signum(ZeroedMean.self), signum(UnusedShrink.self), signum(TwoWaySign.self),
    signum(SignOfNaN.self), signum(SeededMean.self), signum(LookAheadFromOld.self),
  ]
}

/// One slip in Signum.
protocol SignumSlip: RuleSlip {
  static func mean<T: KernelScalar>(_ m: T, _ g: T, _ mu: Double) -> T
  static func ahead<T: KernelScalar>(_ m: T, old: T, _ g: T, _ mu: Double) -> T
  static func direction<T: KernelScalar>(_ m: T) -> T
  static func kept(rate: Double, decay: Double) -> Double
}

extension SignumSlip {
  static func mean<T: KernelScalar>(_ m: T, _ g: T, _ mu: Double) -> T {
    T(mu) * m + T(1 - mu) * g
  }
  static func ahead<T: KernelScalar>(_ m: T, old: T, _ g: T, _ mu: Double) -> T {
    T(mu) * m + T(1 - mu) * g
  }
  static func direction<T: KernelScalar>(_ m: T) -> T { sign(m) }
  static func kept(rate: Double, decay: Double) -> Double { 1 - rate * decay }
}

extension NoSlip: SignumSlip {}

enum ZeroedMean: SignumSlip {
  static let bug = Bug(
    "the mean is zeroed before every step (pytorch_optimizer #516)", killedBy: "C2")
  static func mean<T: KernelScalar>(_ m: T, _ g: T, _ mu: Double) -> T { T(1 - mu) * g }
}

enum UnusedShrink: SignumSlip {
  static let bug = Bug("decay is accepted and not used (pytorch_optimizer #517)", killedBy: "P12")
  static func kept(rate: Double, decay: Double) -> Double { 1 }
}

enum TwoWaySign: SignumSlip {
  static let bug = Bug("the sign of 0 is 1: it moves without a gradient", killedBy: "T14")
  static func direction<T: KernelScalar>(_ m: T) -> T { m < 0 ? -1 : 1 }
}

enum SignOfNaN: SignumSlip {
  static let bug = Bug("the sign of NaN is 0", killedBy: "P11")
  static func direction<T: KernelScalar>(_ m: T) -> T { m > 0 ? 1 : m < 0 ? -1 : 0 }
}

enum SeededMean: SignumSlip {
  static let bug = Bug("the first mean is the gradient, as PyTorch's SGD has it", killedBy: "O1")
  static func mean<T: KernelScalar>(_ m: T, _ g: T, _ mu: Double) -> T {
    m == 0 ? g : T(mu) * m + T(1 - mu) * g
  }
}

enum LookAheadFromOld: SignumSlip {
  static let bug = Bug("Nesterov looks ahead by the old mean (chainer #4274)", killedBy: "O1")
  static func ahead<T: KernelScalar>(_ m: T, old: T, _ g: T, _ mu: Double) -> T {
    T(mu) * old + T(1 - mu) * g
  }
}

/// Signum, with a slip.
struct WrongSignum<Slip: SignumSlip>: RuleHost {
  let original: Signum

  init(_ original: Signum) { self.original = original }

  var learningRate: Double { original.learningRate }
  var slots: [StateSlot] { original.slots }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) {
    let (old, mu) = (s[0], original.momentum)
    s[0] = Slip.mean(old, g, mu)
    let m = original.nesterov ? Slip.ahead(s[0], old: old, g, mu) : s[0]
    x = T(Slip.kept(rate: rate, decay: original.weightDecay)) * x - T(rate) * Slip.direction(m)
  }
}

func signum<Slip: SignumSlip>(_: Slip.Type) -> Mutant { WrongSignum<Slip>.mutant(Slip.bug) }
