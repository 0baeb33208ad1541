import Descent

/// A column of a robustness table: a problem modifier with settings, or none.
package struct Feature: Sendable, Hashable {
  /// The name of the column.
  package let name: String
  /// The modifier without its problem; nil for the original problem.
  package let modifier: Specification?

  package init(_ name: String, _ modifier: Specification?) {
    self.name = name
    self.modifier = modifier
  }

  /// The original problem.
  package static let plain = Feature("plain", nil)

  /// A change of only the value's unit, by 2¹⁰.
  static let rescaled = Feature(
    "rescaled", Specification(name: "scaled", settings: [("condition", "1"), ("exponent", "10")]))

  /// The features of a complete table: the plain problem, every modifier at its defaults, and the value
  /// in another unit.
  package static let all: [Feature] =
    [plain]
    + ProblemEntry.modifiers.flatMap { entry in
      let name = entry.card.name
      return [Feature(name, Specification(name: name))] + (name == "scaled" ? [rescaled] : [])
    }

  /// Reads a list such as `plain,shifted:by=1;2,noisy:std=0.1,dof=2`: a part of the form `key=value`
  /// belongs to the name before it.
  /// - Returns: the features in the order given, with the plain problem in front if it is not among them.
  /// - Throws: ``ConfigurationError`` for an unknown name, a duplicate feature, or settings that do not
  ///   parse.
  package static func list(_ text: String) throws(ConfigurationError) -> [Feature] {
    var texts: [String] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false).map(String.init) {
      let isSetting = part.firstIndex(of: "=").map { !part[..<$0].contains(":") } ?? false
      if isSetting, let last = texts.popLast() {
        texts.append(last + (last.contains(":") ? "," : ":") + part)
      } else {
        texts.append(part)
      }
    }
    var features: [Feature] = []
    for text in texts { features += text == "all" ? all : [try one(text)] }
    if !features.contains(plain) { features.insert(plain, at: 0) }
    for (index, feature) in features.enumerated() where features[..<index].contains(feature) {
      throw .duplicateKey(owner: "race", key: "feature '\(feature.name)'")
    }
    return features
  }

  private static func one(_ text: String) throws(ConfigurationError) -> Feature {
    let specification = try Specification(text)
    guard let known = all.first(where: { $0.name == specification.name }) else {
      let names = ["all"] + all.map(\.name)
      throw .unknownName(
        kind: "feature", name: specification.name,
        suggestion: nearest(to: specification.name, in: names), valid: names)
    }
    if let setting = specification.values.first, known.modifier?.values.isEmpty != true {
      throw .unknownKey(owner: known.name, key: setting.key, suggestion: nil, valid: [])
    }
    guard specification.value(of: "of") == nil else {
      throw .inconsistent(
        owner: known.name, reason: "a feature is for every problem of the race: leave out 'of'")
    }
    guard !specification.values.isEmpty else { return known }
    return Feature(text, specification)
  }

  /// Creates the problem with this feature.
  /// - Parameter repetition: the repetition, from 0; above 0, it is the modifier's `seed`, if the
  ///   modifier has this setting and it is not given.
  package func problem(
    _ problem: Specification, repetition: Int, registry: Registry
  ) throws -> any Problem {
    guard let modifier else { return try registry.problem(problem) }
    let whole = modifier.adding("of", .nested(problem))
    if repetition > 0,
      let seeded = try? registry.problem(whole.adding("seed", .text(String(repetition))))
    {
      return seeded
    }
    return try registry.problem(whole)
  }

  /// Whether its runs differ between repetitions.
  func isRandom(_ problem: Specification, _ registry: Registry) throws -> Bool {
    let (one, other) = (
      try self.problem(problem, repetition: 0, registry: registry),
      try self.problem(problem, repetition: 1, registry: registry)
    )
    return one.specification != other.specification || one.isRandom
  }
}

extension Problem {
  /// Whether runs depend on the seed: because of the start, the order of mini-batches or a modifier's
  /// random numbers.
  var isRandom: Bool {
    if let wrapper = self as? any ProblemWrapper, wrapper.drawsRandom { return true }
    if let inner = (self as? any ProblemWrapper)?.base, inner.isRandom { return true }
    return start(seed: 0) != start(seed: 1) || (try? exampleCount)??.hasMiniBatches == true
  }
}
