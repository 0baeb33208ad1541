import Descent
import DescentLaws
import DescentRules
import MutantKit
import SignPlugin

/// Common mistakes in implementations of Rprop.
package enum RpropMutants: RuleMutants {
  package static var host: RuleSubject { WrongRprop<NoSlip>.subject }

  package static let all: [Mutant] = [
    rprop(LateMove.self), rprop(MultipliedGradients.self), rprop(UnclippedFirst.self),
    rprop(IgnoredSchedule.self), rprop(KeptGradient.self), rprop(RateInStepSize.self),
    rprop(ExchangedFactors.self),
  ]
}

/// One slip in Rprop.
protocol RpropSlip: RuleSlip {
  /// Whether each step makes the previous step's move.
  static var isLate: Bool { get }
  static func turn<T: KernelScalar>(_ g: T, _ previous: T) -> T
  static func size<T: KernelScalar>(_ size: T, turn: T, _ rule: Rprop, factor: Double) -> T
  static func moveFactor(_ rate: Double, base: Double) -> Double
  /// The gradient that the next step compares with, if the sign has changed.
  static func kept<T: KernelScalar>(_ gradient: T, _ variant: Rprop.Variant) -> T
}

extension RpropSlip {
  static var isLate: Bool { false }
  static func turn<T: KernelScalar>(_ g: T, _ previous: T) -> T { sign(g) * sign(previous) }
  static func size<T: KernelScalar>(_ size: T, turn: T, _ rule: Rprop, factor: Double) -> T {
    let grown = size * T(turn > 0 ? rule.etaPlus : turn < 0 ? rule.etaMinus : 1)
    return min(max(grown, T(rule.minStep)), T(rule.maxStep))
  }
  static func moveFactor(_ rate: Double, base: Double) -> Double { base == 0 ? 0 : rate / base }
  static func kept<T: KernelScalar>(_ gradient: T, _ variant: Rprop.Variant) -> T {
    variant == .rpropMinus ? gradient : 0
  }
}

extension NoSlip: RpropSlip {}

enum LateMove: RpropSlip {
  static let bug = Bug(
    "each step makes the move of the one before, the first none (optax 0.2.8, #1725)",
    killedBy: "C1")
  static var isLate: Bool { true }
}

enum MultipliedGradients: RpropSlip {
  static let bug = Bug("signs by a product of gradients, which may vanish", killedBy: "O1")
  static func turn<T: KernelScalar>(_ g: T, _ previous: T) -> T { g * previous }
}

enum UnclippedFirst: RpropSlip {
  static let bug = Bug("the first step size is not clipped", killedBy: "C1")
  static func size<T: KernelScalar>(_ size: T, turn: T, _ rule: Rprop, factor: Double) -> T {
    let grown = size * T(turn > 0 ? rule.etaPlus : turn < 0 ? rule.etaMinus : 1)
    return turn == 0 ? grown : min(max(grown, T(rule.minStep)), T(rule.maxStep))
  }
}

enum IgnoredSchedule: RpropSlip {
  static let bug = Bug("rates after the first are ignored, as in PyTorch", killedBy: "P14")
  static func moveFactor(_ rate: Double, base: Double) -> Double { 1 }
}

enum KeptGradient: RpropSlip {
  static let bug = Bug("the gradient is kept where the sign has changed", killedBy: "O1")
  static func kept<T: KernelScalar>(_ gradient: T, _ variant: Rprop.Variant) -> T { gradient }
}

enum RateInStepSize: RpropSlip {
  static let bug = Bug("the schedule multiplies the step size, which keeps it", killedBy: "T13")
  static func size<T: KernelScalar>(_ size: T, turn: T, _ rule: Rprop, factor: Double) -> T {
    NoSlip.size(size * T(factor), turn: turn, rule, factor: factor)
  }
}

enum ExchangedFactors: RpropSlip {
  static let bug = Bug("step sizes grow where the sign changes", killedBy: "C1")
  static func turn<T: KernelScalar>(_ g: T, _ previous: T) -> T { -sign(g) * sign(previous) }
}

/// Rprop, with a slip.
struct WrongRprop<Slip: RpropSlip>: RuleHost {
  let original: Rprop

  init(_ original: Rprop) { self.original = original }

  var learningRate: Double { original.learningRate }
  var slots: [StateSlot] { original.slots + (Slip.isLate ? ["late_move"] : []) }

  var counters: [StateSlot] { original.counters }
  var needs: Needs { original.needs }

  struct Constants {
    let factor: Double
    let takesBack: Bool
  }

  func constants(_ info: StepInfo, counters: inout Counters) -> Constants {
    let hasRisen = info.value > counters[0]
    if original.readsValue { counters[0] = info.value }
    return Constants(
      factor: Slip.moveFactor(info.rate, base: info.baseRate),
      takesBack: original.readsValue ? hasRisen : original.keepsMove)
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ c: Constants
  ) {
    let (variant, turn) = (original.variant, Slip.turn(gradient, s[1]))
    s[0] = Slip.size(s[0], turn: turn, original, factor: c.factor)
    let g = turn < 0 && (variant == .irpropMinus || original.readsValue) ? 0 : gradient
    s[1] = turn < 0 ? Slip.kept(gradient, variant) : gradient
    let step = -T(c.factor) * sign(g) * s[0]
    let move = turn < 0 && c.takesBack ? -s[2] : step
    if original.keepsMove { s[2] = move }
    guard Slip.isLate else {
      x += move
      return
    }
    let late = original.keepsMove ? 3 : 2
    x += s[late]
    s[late] = move
  }
}

func rprop<Slip: RpropSlip>(_: Slip.Type) -> Mutant { WrongRprop<Slip>.mutant(Slip.bug) }
