import Descent
import DescentCatalog
import DescentLaws
import Foundation

/// What is known of a battery without having it: it may be in another process.
struct CheckSubject: Codable, Sendable {
  let kind: String
  let name: String
  /// The name under which cases that broke a law are kept.
  let keptAs: String
  /// What was found out about a rule without being told, a line a cell.
  let fingerprint: String?
  /// What was found and its author does not declare: worth declaring, a line a trait.
  let offers: [String]
  let laws: [LawCard]
  /// What a person types to name it: a plugin's file.
  var typed: String
  /// A built-in rule or schedule that one without declarations may be meant to be.
  let likely: String?
  /// What is wrong with its exemptions; nil if nothing is.
  let exemptions: LawReport?
  /// What a step costs; nil for what is no rule, or was not asked.
  var cost: RuleCost?

  init(_ battery: Battery) {
    kind = battery.kind
    name = battery.name
    keptAs = battery.keptAs
    let found = try? battery.fingerprint?()
    fingerprint = found.map(Self.text)
    offers =
      found?.offers(declared: battery.declared ?? RuleTraits())
      .map { "\($0.trait): \($0.found)" } ?? []
    laws = battery.laws
    typed = battery.name
    likely = Self.likely(battery, found)
    exemptions = battery.reportOnExemptions
  }

  private static func likely(_ battery: Battery, _ found: Fingerprint?) -> String? {
    switch battery.kind {
    case "optimizer" where battery.declared == nil: return Catalog.likely(battery.name, found)
    case "schedule":
      guard case .schedule(let entry)? = CatalogEntry.named(battery.name) else { return nil }
      return entry.scheduleType.flatMap { Catalog.likely($0.init()) }
    default: return nil
    }
  }

  private static func text(_ fingerprint: Fingerprint) -> String {
    let cells = fingerprint.cells
    let width = cells.map(\.label.count).max() ?? 0
    return cells.map {
      $0.label.padding(toLength: width + 2, withPad: " ", startingAt: 0) + $0.text
    }.joined(separator: "\n")
  }

  /// One of which nothing is known but its laws.
  init(kind: String, name: String, laws: [LawCard], typed: String) {
    self.kind = kind
    self.name = name
    self.laws = laws
    self.typed = typed
    keptAs = name
    (fingerprint, offers, likely, exemptions) = (nil, [], nil, nil)
  }
}
