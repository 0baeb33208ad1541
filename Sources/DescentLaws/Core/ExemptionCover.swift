import Descent

extension Exemption {
  /// Whether the exemption applies to these settings of its subject.
  func covers(_ settings: Specification) -> Bool {
    self.settings.allSatisfy { key, text in
      settings[key].map { Self.isSame($0, text) } ?? false
    }
  }

  /// Whether two texts denote the same value; a number can be spelled in several ways.
  static func isSame(_ a: String, _ b: String) -> Bool {
    if a == b { return true }
    guard let a = Double(a), let b = Double(b) else { return false }
    return a == b
  }

  /// "P14 where decoupled=true".
  package var place: String {
    let texts = settings.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }
    return texts.isEmpty ? law : law + " where " + texts.joined(separator: ", ")
  }

  /// The reason why the violation is not a failure, with its reference.
  package var text: String { reference.isEmpty ? reason : "\(reason) (\(reference))" }

  /// The mistake in the exemption as its author wrote it; nil if there is none.
  /// - Parameters:
  ///   - laws: the identifiers of the existing laws.
  ///   - keys: the keys of the subject's hyperparameters; nil where they are not known.
  func mistake(laws: [String], keys: [String]?) -> String? {
    guard laws.contains(where: { $0.lowercased() == law.lowercased() }) else {
      return "no law of these is called '\(law)'"
    }
    if let keys, let key = settings.keys.sorted().first(where: { !keys.contains($0) }) {
      return "\(law): there is no hyperparameter '\(key)'"
    }
    if reason.allSatisfy(\.isWhitespace) { return "\(law): it has no reason" }
    if reference.allSatisfy(\.isWhitespace) { return "\(law): it has no reference" }
    return nil
  }
}

/// The drawn cases that a search judges.
enum CaseScope: Sendable {
  case all
  /// Cases that no exemption applies to.
  case outside([Exemption])
  /// Each drawn case at the settings of an exemption.
  case within(Exemption)

  /// The case in the form in which it is judged; nil if it is skipped.
  func admitted<Input: LawInput>(_ input: Input) -> Input? {
    guard case .within(let exemption) = self else { return admits(input) ? input : nil }
    var input = input
    for (key, text) in exemption.settings.sorted(by: { $0.key < $1.key }) {
      input.subjectSettings[set: key] = text
    }
    return input
  }

  func admits<Input: LawInput>(_ input: Input) -> Bool {
    switch self {
    case .all: true
    case .outside(let exemptions): !exemptions.contains { $0.covers(input.subjectSettings) }
    case .within(let exemption): exemption.covers(input.subjectSettings)
    }
  }
}
