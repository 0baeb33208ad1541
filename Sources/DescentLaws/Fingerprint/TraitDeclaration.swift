import Descent

/// The traits found for a rule, written as its author would declare them. They are hypotheses, each of which
/// needs confirmation.
package struct TraitDeclaration: Sendable {
  /// The traits found at every probed setting.
  package let traits: RuleTraits
  /// The number of probed settings.
  package let settingsProbed: Int
  /// The traits that were found and then refuted by a case, each with the law that refuted it.
  package let refuted: [(trait: String, law: String)]

  /// Probes a rule at its defaults and at other settings, and tests the traits found on random cases.
  /// - Parameters:
  ///   - cases: the number of cases for each law that depends on a trait.
  ///   - seed: the seed of the settings and the cases.
  /// - Throws: ``ConfigurationError`` if the rule refuses its own defaults.
  package init(of rule: RuleSubject, cases: Int = Tier.pull.cases, seed: UInt64 = 0) throws {
    let known = try rule.discovering(seed: seed + 1)
    settingsProbed = known.discovered.count
    var traits = Self.common(known.discovered.map(\.traits))
    var refuted: [(trait: String, law: String)] = []
    // A declaration must hold at all settings, so test the traits as if they were declared.
    var isSettled = false
    while !isSettled {
      isSettled = true
      let declared = rule.declaring(traits)
      for law in RuleLaws.all where law.card.tier <= .pull && law.card.needs != "nothing" {
        let report = law.search(declared, cases: cases, seed: seed, shrinks: false, climbs: false)
        guard case .failed(let found) = report.outcome else { continue }
        // The law about declarations names the wrong trait in its message.
        let needs =
          law.card.id == "F1"
          ? String(found.violation.message.prefix { $0 != ":" }) : law.card.needs
        guard let trait = traits.drop(needed: needs) else { continue }
        refuted.append((trait, law.card.id))
        isSettled = false
        break
      }
    }
    self.traits = traits
    self.refuted = refuted
  }

  /// The traits that hold in every one of several sets of traits.
  private static func common(_ all: [RuleTraits]) -> RuleTraits {
    guard var common = all.first else { return RuleTraits() }
    for other in all.dropFirst() {
      common.locality = [common.locality, other.locality].compactMap(\.self)
        .max { $0.reach < $1.reach }
      if common.units != other.units { common.units = [:] }
      common.isOdd = common.isOdd && other.isOdd
      if common.degree != other.degree { common.degree = nil }
      if common.rotation != other.rotation {
        let sides = (common.rotation ?? .none).sides.intersection((other.rotation ?? .none).sides)
        let rotations: [RuleTraits.Rotation] = [.all, .leftAndRight, .left, .right]
        common.rotation =
          rotations.first { $0.sides.isSubset(of: sides) } ?? RuleTraits.Rotation.none
      }
      common.isTranslationInvariant =
        common.isTranslationInvariant && other.isTranslationInvariant
      common.isTimeInvariant = common.isTimeInvariant && other.isTimeInvariant
      common.isRateLocal = common.isRateLocal && other.isRateLocal
      common.isOrderFree = common.isOrderFree && other.isOrderFree
      common.hasBoundedFeedback = common.hasBoundedFeedback && other.hasBoundedFeedback
      common.drawsRandom = common.drawsRandom || other.drawsRandom
      common.memory = [common.memory, other.memory].compactMap(\.self)
        .max { $0.strength < $1.strength }
      if common.decay != other.decay { common.decay = nil }
    }
    return common
  }

  /// The declaration, to be pasted into the file of the rule.
  /// - Parameters:
  ///   - type: the name of the rule's type.
  ///   - isPublic: whether the type is public, as the built-in ones are.
  package func source(of type: String, isPublic: Bool = false) -> String {
    let access = isPublic ? "public " : ""
    var lines = [
      "// Found by probing at \(settingsProbed) settings, and not refuted by random cases: hypotheses. "
        + "Keep what",
      "// you mean, take out what you do not.",
    ]
    lines += refuted.map { "// Not so: \($0.trait), refuted by \($0.law)." }
    lines += ["extension \(type): TraitDeclaring {", "  \(access)var traits: RuleTraits {"]
    let arguments = [
      traits.locality.map { "locality: .\($0.code)" },
      traits.units.isEmpty ? nil : "units: [\(unitsCode)]",
    ].compactMap(\.self)
    let statements = statements
    let word = statements.isEmpty ? "let" : "var"
    let line = "    \(word) traits = RuleTraits(\(arguments.joined(separator: ", ")))"
    lines +=
      line.count <= 100
      ? [line]
      : ["    \(word) traits = RuleTraits(", "      \(arguments.joined(separator: ",\n      ")))"]
    lines += statements.map { "    traits." + $0 }
    return (lines + ["    return traits", "  }", "}"]).joined(separator: "\n")
  }

  private var unitsCode: String {
    traits.units.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value.code)" }
      .joined(separator: ", ")
  }

  private var statements: [String] {
    var lines: [String] = []
    func add(_ isSo: Bool, _ line: String) { if isSo { lines.append(line) } }
    add(traits.drawsRandom, "drawsRandom = true")
    add(traits.isOdd, "isOdd = true")
    if let degree = traits.degree { lines.append("degree = \(degree)") }
    if let rotation = traits.rotation {
      lines.append(
        "rotation = \(rotation == .none ? "RuleTraits.Rotation.none" : "." + rotation.code)")
    }
    add(traits.isTranslationInvariant, "isTranslationInvariant = true")
    add(traits.isTimeInvariant, "isTimeInvariant = true")
    add(traits.isRateLocal, "isRateLocal = true")
    if let memory = traits.memory {
      lines.append("memory = \(memory == .none ? "RuleTraits.Memory.none" : "." + memory.code)")
    }
    add(traits.isOrderFree, "isOrderFree = true")
    add(!traits.hasBoundedFeedback, "hasBoundedFeedback = false")
    switch traits.decay {
    case .coupled(let key)?: lines.append("decay = .coupled(\"\(key)\")")
    case .decoupled(let key)?: lines.append("decay = .decoupled(\"\(key)\")")
    case nil: break
    }
    return lines
  }
}

extension RuleSubject {
  /// The rule with traits asserted at all settings.
  func declaring(_ traits: RuleTraits) -> RuleSubject {
    var subject = self
    subject.discovered = []
    subject.said = traits
    return subject
  }
}

extension RuleTraits {
  /// Removes the trait that a law needs. - Returns: the trait; nil if the law needs none of the traits found.
  mutating func drop(needed needs: String) -> String? {
    let needs = needs.lowercased()
    func names(_ trait: String) -> Bool { needs.contains(trait.lowercased()) }
    if names("isOdd"), isOdd { return drop("isOdd") { $0.isOdd = false } }
    if names("degree"), degree != nil { return drop("degree") { $0.degree = nil } }
    if names("units"), !units.isEmpty {
      // The degree holds with constants at 0, and only the units identify those constants.
      return drop("units") { ($0.units, $0.degree) = ([:], nil) }
    }
    if names("rotation"), let rotation, rotation != .none {
      return drop("rotation") { $0.rotation = Rotation.none }
    }
    if names("isTranslationInvariant"), isTranslationInvariant {
      return drop("isTranslationInvariant") { $0.isTranslationInvariant = false }
    }
    if names("isTimeInvariant"), isTimeInvariant {
      return drop("isTimeInvariant") { $0.isTimeInvariant = false }
    }
    if names("isRateLocal"), isRateLocal { return drop("isRateLocal") { $0.isRateLocal = false } }
    if names("isOrderFree"), isOrderFree { return drop("isOrderFree") { $0.isOrderFree = false } }
    if names("memory"), let memory, memory != .momentum {
      return drop("memory") { $0.memory = .momentum }
    }
    if names("decay"), decay != nil { return drop("decay") { $0.decay = nil } }
    if names("coordinatewise"), locality == .coordinatewise {
      return drop("locality coordinatewise") { $0.locality = .tensorWide }
    }
    return nil
  }

  private mutating func drop(_ name: String, _ change: (inout RuleTraits) -> Void) -> String {
    change(&self)
    return name
  }
}

extension RuleTraits.Locality {
  fileprivate var code: String {
    switch self {
    case .coordinatewise: "coordinatewise"
    case .tensorWide: "tensorWide"
    case .global: "global"
    }
  }
}

extension RuleTraits.Rotation {
  fileprivate var code: String { self == .leftAndRight ? "leftAndRight" : rawValue }
}

extension RuleTraits.Memory {
  fileprivate var code: String { self == .scaleOnly ? "scaleOnly" : rawValue }
}

extension RuleTraits.Unit {
  /// The unit in Swift source, such as `.parameter / .gradient`.
  fileprivate var code: String {
    if self == .one { return ".one" }
    if self == .parameter / .gradient { return ".parameter / .gradient" }
    if self == .parameter { return ".parameter" }
    if self == .gradient { return ".gradient" }
    if self == .gradient / .parameter { return ".gradient / .parameter" }
    return "RuleTraits.Unit(parameter: \(parameter), gradient: \(gradient))"
  }
}
