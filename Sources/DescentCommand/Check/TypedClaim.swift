import Descent
import DescentCatalog
import DescentChecks
import DescentLaws

/// What `--like` names: what a rule or a schedule is said to be.
enum TypedClaim {
  case rule(RuleClaim)
  case schedule(ScheduleClaim)

  /// The rule or the schedule of this name, with the settings at which it is meant.
  /// - Throws: ``ConfigurationError`` for an unknown name or setting, ``Failure`` for what is neither an
  ///   update rule nor a schedule.
  init(named text: String) throws {
    let specification = try Specification(text)
    guard let entry = CatalogEntry.named(specification.name) else {
      throw CatalogEntry.unknown(specification.name)
    }
    switch entry {
    case .optimizer(let rule):
      guard let type = rule.optimizerType else { break }
      _ = try rule.make(settings: specification.settings)
      self = .rule(
        RuleClaim(
          Catalog.subject(of: type), settings: try rule.expandingPreset(specification.settings)))
      return
    case .schedule(let schedule):
      guard let type = schedule.scheduleType else { break }
      _ = try schedule.make(settings: specification.settings)
      self = .schedule(ScheduleClaim(ScheduleSubject(type), settings: specification.settings))
      return
    case .problem, .modifier: break
    }
    throw Failure.usage(
      "'\(specification.name)' is neither an update rule nor a schedule, so nothing can be like it",
      next: "see 'descent list optimizers'")
  }

  /// The claim as typed.
  var text: String {
    switch self {
    case .rule(let claim): claim.text
    case .schedule(let claim): claim.text
    }
  }

  /// The claim about a rule.
  /// - Throws: ``Failure`` if it is about a schedule.
  func ofRule(_ name: String) throws -> RuleClaim {
    guard case .rule(let claim) = self else { throw refusal(of: name, kind: "an update rule") }
    return claim
  }

  /// The claim about a schedule.
  /// - Throws: ``Failure`` if it is about a rule.
  func ofSchedule(_ name: String) throws -> ScheduleClaim {
    guard case .schedule(let claim) = self else { throw refusal(of: name, kind: "a schedule") }
    return claim
  }

  /// The refusal of a claim for something of another kind.
  func refusal(of name: String, kind: String) -> Failure {
    .usage("'\(name)' is \(kind) and cannot be like \(text)", next: "leave out --like")
  }
}
