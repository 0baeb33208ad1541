import Descent
import DescentCatalog
import DescentChecks
import DescentFiles
import DescentLaws

/// Every law, as `list laws` prints them.
enum LawList {
  /// Each law once, in the order of the batteries.
  private static let laws: [LawCard] = {
    var seen: Set<String> = []
    return Catalog.batteries.flatMap(\.laws).filter { seen.insert($0.id).inserted }
  }()

  /// Whether a law has this identifier, in upper or lower case.
  static func has(_ id: String) -> Bool {
    laws.contains { $0.id.lowercased() == id.lowercased() }
  }

  static var table: String {
    tableText(
      ["law", "name", "tier", "needs", "says that"],
      rows: laws.map { [$0.id, $0.name, $0.tier.rawValue, $0.needs, $0.statement] })
  }

  static var json: JSON {
    .keyed([("laws", .array(laws.map(object)))])
  }

  private static func object(_ law: LawCard) -> JSON {
    .keyed([
      ("id", .string(law.id)), ("name", .string(law.name)), ("tier", .string(law.tier.rawValue)),
      ("needs", .string(law.needs)), ("statement", .string(law.statement)),
      ("catches", .string(law.catches)),
      ("known_bugs", .array(law.knownBugs.map { .string($0) })),
    ])
  }
}
