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
    return ruleSubjects.first { subject in
      (try? Battery(subject).fingerprint?())?.map { $0.cells == fingerprint.cells } ?? false
    }?.name
  }
}
