import DescentRights
import Foundation
import Testing

@Suite("A generated wrong rule") struct WrongFormTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  @Test("every fault can be put into some rules, each beside its right version")
  func faultsHavePlaces() throws {
    let units = try RightCorpus(root: Self.root).wrongUnits
    for fault in WrongForm.allCases {
      let rules = units.filter { $0.fault == fault }.flatMap(\.right.rules)
      #expect(rules.count >= 3, "\(fault)")
    }
    for unit in units {
      #expect(unit.source != unit.right.source)
      #expect(!unit.right.rules.isEmpty, "\(unit.name)")
    }
  }

  @Test(
    "every kind has at least three faults, but for options, which have the first two and the last")
  func kinds() {
    for kind in WrongKind.allCases {
      let faults = WrongForm.allCases.filter { $0.kind == kind }
      #expect(faults.count >= (kind == .options ? 2 : 3), "\(kind)")
    }
  }
}
