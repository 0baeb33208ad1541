import Descent
import DescentCatalog
import DescentLaws
import Foundation

/// What is known of a battery without having it: it may be in another process.
struct CheckSubject: Codable, Sendable {
  let kind: String
  let name: String
  /// What was found out about a rule without being told, a line a cell.
  let fingerprint: String?
  /// What was found and its author does not declare: worth declaring, a line a trait.
  let offers: [String]
  let laws: [LawCard]
  /// What a person types to name it: a plugin's file.
  let typed: String
  /// A built-in rule that one without declarations may be meant to be.
  let likely: String?
  /// What is wrong with its exemptions; nil if nothing is.
  let exemptions: LawReport?
  /// What a step costs; nil for what is no rule, or was not asked.
  var cost: RuleCost?

  init(_ battery: Battery, typed: String? = nil) {
    kind = battery.kind
    name = battery.name
    let found = try? battery.fingerprint?()
    fingerprint = found.map(Self.text)
    offers =
      found?.offers(declared: battery.declared ?? RuleTraits())
      .map { "\($0.trait): \($0.found)" } ?? []
    laws = battery.laws
    self.typed = typed ?? battery.name
    likely =
      battery.kind == "optimizer" && battery.declared == nil
      ? Catalog.likely(battery.name, found) : nil
    exemptions = battery.reportOnExemptions
  }

  private static func text(_ fingerprint: Fingerprint) -> String {
    let cells = fingerprint.cells
    let width = cells.map(\.label.count).max() ?? 0
    return cells.map {
      $0.label.padding(toLength: width + 2, withPad: " ", startingAt: 0) + $0.text
    }.joined(separator: "\n")
  }

  init(_ subject: CheckSubject, typed: String) {
    self.init(
      cost: subject.cost,
      kind: subject.kind, name: subject.name, fingerprint: subject.fingerprint,
      offers: subject.offers, laws: subject.laws, typed: typed, likely: subject.likely,
      exemptions: subject.exemptions)
  }

  init(
    cost: RuleCost? = nil,
    kind: String, name: String, fingerprint: String?, offers: [String] = [], laws: [LawCard],
    typed: String, likely: String? = nil, exemptions: LawReport? = nil
  ) {
    self.offers = offers
    self.kind = kind
    self.name = name
    self.fingerprint = fingerprint
    self.laws = laws
    self.typed = typed
    self.likely = likely
    self.exemptions = exemptions
    self.cost = cost
  }
}
