import Descent
import DescentLaws

/// The identifiers of laws that a person may type, in any case of letters.
struct LawNames {
  let known: [String]

  init(_ laws: [LawCard]) { known = laws.map(\.id) }

  /// - Parameter option: the option that names them, where it is not `--law`.
  /// - Throws: ``Failure`` for a law that there is not.
  func check(_ ids: [String], option: String? = nil) throws {
    for id in ids where !known.contains(where: { $0.lowercased() == id.lowercased() }) {
      let near = hint(for: id, in: known)
      throw Failure.usage(
        (option.map { $0 + ": " } ?? "") + "no law of these is called '\(id)'" + near,
        next: "see 'descent list laws'")
    }
  }
}
