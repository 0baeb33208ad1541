import Descent
import DescentLaws

/// The identifiers of laws that a user may type, in upper or lower case.
struct LawNames {
  let known: [String]

  init(_ laws: [LawCard]) { known = laws.map(\.id) }

  /// - Parameter option: the option that names them, if it is not `--law`.
  /// - Throws: ``Failure`` for an unknown law.
  func check(_ ids: [String], option: String? = nil) throws {
    for id in ids where !known.contains(where: { $0.lowercased() == id.lowercased() }) {
      let near = hint(for: id, in: known)
      throw Failure.usage(
        (option.map { $0 + ": " } ?? "") + "no law of these is called '\(id)'" + near,
        next: "see 'descent list laws'")
    }
  }
}
