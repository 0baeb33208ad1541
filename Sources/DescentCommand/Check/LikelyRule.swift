import Descent
import DescentCatalog
import DescentChecks
import DescentLaws

extension Catalog {
  /// The built-in rule that a rule is probably meant to be: the one whose name its name contains (the
  /// longest, if several do), otherwise the one with the same fingerprint at the defaults.
  static func likely(_ name: String, _ fingerprint: Fingerprint?) -> String? {
    if let named = longest(ruleSubjects.map(\.name), in: name) { return named }
    guard let fingerprint else { return nil }
    return fingerprints.first { $0.cells == fingerprint.cells }?.name
  }

  /// The longest of some names that another name contains beside more.
  static func longest(_ names: [String], in name: String) -> String? {
    let name = name.lowercased()
    return names.filter { name != $0 && name.contains($0) }.max { $0.count < $1.count }
  }

  /// The fingerprints of the built-in rules at their defaults, computed on first use.
  private static let fingerprints = ruleSubjects.compactMap { subject in
    (try? Battery(subject).fingerprint?()).flatMap(\.self).map {
      (name: subject.name, cells: $0.cells)
    }
  }
}
