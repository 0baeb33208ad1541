import Descent
import DescentCatalog
import DescentChecks
import DescentLaws

extension Catalog {
  /// The built-in rule that one may be meant to be: the one whose name is in its name, the longest if
  /// there are several, else the one that probes cannot tell from it, each at its defaults.
  static func likely(_ name: String, _ fingerprint: Fingerprint?) -> String? {
    let name = name.lowercased()
    let named = ruleSubjects.map(\.name).filter { name != $0 && name.contains($0) }
    if let longest = named.max(by: { $0.count < $1.count }) { return longest }
    guard let fingerprint else { return nil }
    return fingerprints.first { $0.cells == fingerprint.cells }?.name
  }

  /// What probes find of the built-in rules at their defaults, found out when it is first asked for.
  private static let fingerprints = ruleSubjects.compactMap { subject in
    (try? Battery(subject).fingerprint?()).flatMap(\.self).map {
      (name: subject.name, cells: $0.cells)
    }
  }
}
