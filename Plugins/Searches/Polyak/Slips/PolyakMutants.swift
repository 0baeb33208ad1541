import Descent
import DescentLaws
import MutantKit
import SearchesPlugin

/// What is commonly got wrong about Polyak's step.
public enum PolyakMutants: RuleMutants {
  public static var host: RuleSubject { WrongInformed<NoInformedSlip<Polyak>>.subject }

  public static let all: [Mutant] = [
    WrongInformed<ReciprocalFactor>.mutant, WrongInformed<DeadLimit>.mutant,
    WrongInformed<AlwaysClipped>.mutant, WrongInformed<ZeroMinimum>.mutant,
  ]
}

enum ReciprocalFactor: InformedSlip {
  typealias Rule = Polyak
  static let bug = Bug("moves 1/η times the step (optax 0.2.8)", killedBy: "T13")
  static func info(_ info: inout StepInfo) { info.rate = info.rate == 0 ? 0 : 1 / info.rate }
}

enum DeadLimit: InformedSlip {
  static let bug = Bug("`max_lr` is not wired", killedBy: "P12")
  static func settings(_ rule: inout Polyak) { rule.maxLr = 1 }
}

enum AlwaysClipped: InformedSlip {
  static let bug = Bug("a gap below 0 is always 0", killedBy: "P12")
  static func settings(_ rule: inout Polyak) { rule.variant = .spsPlus }
}

enum ZeroMinimum: InformedSlip {
  static let bug = Bug("takes the lowest value for 0", killedBy: "P12")
  static func settings(_ rule: inout Polyak) { rule.fMin = 0 }
}
