import Descent
import DescentLaws
import MutantKit
import RMSpropPlugin

/// Common mistakes in implementations of Adadelta.
package enum AdadeltaMutants: RuleMutants {
  package static var host: RuleSubject { WrongAdadelta<NoSlip>.subject }

  package static let all: [Mutant] = [
    adadelta(RatedAccumulator.self), adadelta(StepBesideItself.self), adadelta(OuterEpsilons.self),
    adadelta(DecayAfterState.self), adadelta(OneRoot.self),
  ]
}

/// One slip in Adadelta.
protocol AdadeltaSlip: RuleSlip {
  static func root<T: KernelScalar>(_ square: T, _ epsilon: Double) -> T
  /// The value that is accumulated for a step.
  static func accumulated<T: KernelScalar>(_ d: T, rate: Double) -> T
  /// The mean square of steps that scales a step.
  static func reach<T: KernelScalar>(_ u: T, next: T) -> T
  /// Decay that is added to the move instead of the gradient.
  static var decaysMove: Bool { get }
}

extension AdadeltaSlip {
  static func root<T: KernelScalar>(_ square: T, _ epsilon: Double) -> T {
    sqrt(square + T(epsilon))
  }
  static func accumulated<T: KernelScalar>(_ d: T, rate: Double) -> T { d }
  static func reach<T: KernelScalar>(_ u: T, next: T) -> T { u }
  static var decaysMove: Bool { false }
}

extension NoSlip: AdadeltaSlip {}

enum RatedAccumulator: AdadeltaSlip {
  static let bug = Bug("the rate is in the accumulated step (keras #11532)", killedBy: "T13")
  static func accumulated<T: KernelScalar>(_ d: T, rate: Double) -> T { T(rate) * d }
}

enum StepBesideItself: AdadeltaSlip {
  static let bug = Bug("a step is scaled by a mean that has it already", killedBy: "C1")
  static func reach<T: KernelScalar>(_ u: T, next: T) -> T { next }
}

enum OuterEpsilons: AdadeltaSlip {
  static let bug = Bug("ε outside the roots", killedBy: "C1")
  static func root<T: KernelScalar>(_ square: T, _ epsilon: Double) -> T {
    sqrt(square) + T(epsilon)
  }
}

enum DecayAfterState: AdadeltaSlip {
  static let bug = Bug("decay after the update of the state (mxnet #9363)", killedBy: "R1")
  static var decaysMove: Bool { true }
}

enum OneRoot: AdadeltaSlip {
  static let bug = Bug("no roots: a ratio of squares", killedBy: "C1")
  static func root<T: KernelScalar>(_ square: T, _ epsilon: Double) -> T { square + T(epsilon) }
}

/// Adadelta, with a slip.
struct WrongAdadelta<Slip: AdadeltaSlip>: RuleHost {
  let original: Adadelta

  init(_ original: Adadelta) { self.original = original }

  var learningRate: Double { original.learningRate }
  var slots: [StateSlot] { original.slots }

  func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ rate: Double
  ) {
    let (rho, eps) = (original.rho, original.epsilon)
    let decay = T(original.weightDecay) * x
    let g = Slip.decaysMove ? gradient : gradient + decay
    s[0] = T(rho) * s[0] + T(1 - rho) * g * g
    func step(_ u: T) -> T { quotient(Slip.root(u, eps), Slip.root(s[0], eps)) * g }
    func mean(_ d: T) -> T {
      let taken = Slip.accumulated(d, rate: rate)
      return T(rho) * s[1] + T(1 - rho) * taken * taken
    }
    let d = step(Slip.reach(s[1], next: mean(step(s[1]))))
    s[1] = mean(d)
    x -= T(rate) * (Slip.decaysMove ? d + decay : d)
  }
}

func adadelta<Slip: AdadeltaSlip>(_: Slip.Type) -> Mutant {
  WrongAdadelta<Slip>.mutant(Slip.bug)
}
