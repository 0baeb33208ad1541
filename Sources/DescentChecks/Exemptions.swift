import DescentCatalog
import DescentLaws

extension Catalog {
  /// The ledger: every law that something built in is known to break, with the reason and a public
  /// reference. A test fails when an entry is no longer needed.
  public static let exemptions: [Exemption] = []
}
