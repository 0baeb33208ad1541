import Descent
import DescentLaws
import SchedulePlugins

/// A wrong schedule with the settings, horizon and traits of the original.
protocol WrongSchedule: ScheduleTraitDeclaring {
  associatedtype Original: ConfigurableSchedule & ScheduleTraitDeclaring
  var original: Original { get }
  init(_ original: Original)
}

extension WrongSchedule {
  var horizon: Int? { original.horizon }
  var specification: Specification { original.specification }
  var traits: ScheduleTraits { original.traits }
}

extension Mutant {
  static func schedule<Kind: WrongSchedule>(
    _ type: Kind.Type, _ bug: String, killedBy killer: String
  ) -> Mutant {
    let subject = ScheduleSubject(Kind.Original.self, name: "\(Kind.self)") {
      Kind($0) as any Schedule
    }
    return .of(subject, ScheduleLaws.all, Kind.Original.card.name, bug, killedBy: killer)
  }

  /// A wrong schedule about which nothing is declared, and which is claimed to be the original.
  static func claimedSchedule<Kind: WrongSchedule>(_ type: Kind.Type, _ bug: String) -> Mutant {
    let original = ScheduleSubject(Kind.Original.self)
    let subject = ScheduleSubject(Kind.Original.self, name: "\(Kind.self)Claimed") {
      let wrong = Kind($0)
      return FactorSchedule(horizon: wrong.horizon) { wrong.factor(at: $0) }
    }
    return .of(
      subject.likened(to: ScheduleClaim(original)), ScheduleLaws.all, Kind.Original.card.name,
      "claimed to be it: " + bug, killedBy: "sched/like")
  }

  /// A mutant of right schedules that are combined wrongly.
  static func combinator(
    _ name: String, _ bug: String, killedBy killer: String,
    _ change: (inout ScheduleSubject) -> Void
  ) -> Mutant {
    var subject = ScheduleSubject(Cosine.self, name: name)
    change(&subject)
    return .of(subject, ScheduleLaws.all, "cosine", bug, killedBy: killer)
  }
}

/// A schedule with arbitrary factors, as the result of a wrong combinator.
struct FactorSchedule: Schedule {
  let horizon: Int?
  let rule: @Sendable (Int) -> Double
  func factor(at step: Int) -> Double { rule(step) }
  var specification: Specification { Specification(name: "factors") }
}
