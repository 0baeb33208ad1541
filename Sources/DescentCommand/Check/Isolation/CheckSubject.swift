import Descent
import DescentCatalog
import DescentLaws
import Foundation

/// A description of a battery that can be passed between processes.
struct CheckSubject: Codable, Sendable {
  let kind: String
  let name: String
  /// The name under which cases that broke a law are kept.
  let keptAs: String
  /// The rule's fingerprint, one line per cell.
  let fingerprint: String?
  /// Traits that probing found and the author does not declare, one line per trait.
  let offers: [String]
  let laws: [LawCard]
  /// The command-line spelling: for a plugin, its file.
  var typed: String
  /// The built-in rule or schedule that this one is probably meant to be, if it declares nothing.
  let likely: String?
  /// The verdict on its exemptions; nil if they are in order.
  let exemptions: LawReport?
  /// The cost of a step; nil if this is not a rule or the cost was not measured.
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

  /// A subject of which only the laws are known.
  init(kind: String, name: String, laws: [LawCard], typed: String) {
    self.kind = kind
    self.name = name
    self.laws = laws
    self.typed = typed
    keptAs = name
    (fingerprint, offers, likely, exemptions) = (nil, [], nil, nil)
  }
}
