import Descent
import DescentLaws
import MutantKit
import SearchesPlugin

/// What is commonly got wrong about two-point step lengths.
public enum BarzilaiBorweinMutants: RuleMutants {
  public static var host: RuleSubject { WrongInformed<NoInformedSlip<BarzilaiBorwein>>.subject }

  public static let all: [Mutant] = [
    WrongInformed<AlwaysLong>.mutant, WrongInformed<LostGradient>.mutant,
    WrongInformed<LostMove>.mutant, WrongInformed<UnscheduledLength>.mutant,
  ]
}

enum AlwaysLong: InformedSlip {
  static let bug = Bug("`variant` is not wired", killedBy: "P12")
  static func settings(_ rule: inout BarzilaiBorwein) { rule.variant = .long }
}

enum LostGradient: InformedSlip {
  typealias Rule = BarzilaiBorwein
  static let bug = Bug("y is the gradient, not its change", killedBy: "P13")
  static func state<T: KernelScalar>(_ s: inout Slots<T>) { s[1] = 0 }
}

enum LostMove: InformedSlip {
  typealias Rule = BarzilaiBorwein
  static let bug = Bug("the last move is lost: gradient descent", killedBy: "P13")
  static func state<T: KernelScalar>(_ s: inout Slots<T>) { s[0] = 0 }
}

enum UnscheduledLength: InformedSlip {
  typealias Rule = BarzilaiBorwein
  static let bug = Bug("lengths do not know of the schedule", killedBy: "P14")
  static func info(_ info: inout StepInfo) { info.rate = info.baseRate }
}
