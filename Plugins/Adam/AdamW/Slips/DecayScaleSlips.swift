import AdamPlugin
import Descent

// Slips in the factor of decoupled decay.

enum RatedSchedule: AdamSlip {
  static let bug = Bug(
    "the schedule's factor times the rate: decay=schedule is rate (apex #1849)", killedBy: "T5")
  static func settings<Rule: AdamFamily>(_ rule: Rule) -> Rule {
    guard var rule = rule as? AdamW else { return rule }
    if rule.decay == .schedule { rule.decay = .rate }
    return rule as? Rule ?? Rule()
  }
}

enum PlainRate: AdamSlip {
  static let bug = Bug("decay=rate_squared takes the rate alone", killedBy: "O1")
  static func settings<Rule: AdamFamily>(_ rule: Rule) -> Rule {
    guard var rule = rule as? AdamW else { return rule }
    if rule.decay == .rateSquared { rule.decay = .rate }
    return rule as? Rule ?? Rule()
  }
}
