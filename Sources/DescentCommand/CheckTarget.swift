import Descent
import DescentCatalog
import DescentLaws

extension Catalog {
  /// The laws of what a person named, with settings that are held fixed.
  static func battery(named text: String) throws -> Battery {
    let specification = try Specification(text)
    guard let battery = batteries.first(where: { $0.name == specification.name }) else {
      let near = nearest(to: specification.name, in: batteries.map(\.name))
        .map { "; did you mean '\($0)'?" }
      throw Failure.usage(
        "nothing with laws is called '\(specification.name)'" + (near ?? ""),
        next: "see 'descent list'")
    }
    return battery
  }
}
