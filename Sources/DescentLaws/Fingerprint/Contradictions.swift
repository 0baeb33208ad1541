import Descent

/// A declared trait that a fingerprint refutes, or a trait that it found and that is not declared.
package struct TraitDifference: Sendable, Hashable {
  package let trait: String
  package let declared: String
  package let found: String
}

extension Fingerprint {
  /// The declared traits that this fingerprint, at the same settings, refutes.
  package func contradictions(declared: RuleTraits) -> [TraitDifference] {
    var list: [TraitDifference] = []
    func check(_ trait: String, _ declared: String, _ found: String, _ isRefuted: Bool) {
      if isRefuted { list.append(TraitDifference(trait: trait, declared: declared, found: found)) }
    }
    func flag(_ trait: String, _ isDeclared: Bool, _ isFound: Bool) {
      check(trait, "yes", "no", isDeclared && !isFound)
    }
    if let locality = declared.locality {
      check(
        "locality", locality.rawValue, self.locality.rawValue,
        self.locality.trait.reach > locality.reach)
    }
    check("drawsRandom", "no", "yes", drawsRandom && !declared.drawsRandom)
    if declared.drawsRandom { return list }
    flag("isOdd", declared.isOdd, odd == .eachCoordinate)
    if let degree = declared.degree {
      check(
        "degree", String(degree), self.degree.text,
        !self.degree.isStill && self.degree.homogeneous != Double(degree))
    }
    if let rotation = declared.rotation {
      check(
        "rotation", rotation.rawValue, self.rotation.rawValue,
        !rotation.sides.isSubset(of: self.rotation.sides))
    }
    flag("isTranslationInvariant", declared.isTranslationInvariant, isTranslationInvariant)
    flag("isLinear", declared.isLinear, degree.power == 1 && degree.zeroed.isEmpty)
    flag("isTimeInvariant", declared.isTimeInvariant, isTimeInvariant)
    flag("isRateLocal", declared.isRateLocal, rate == .linear)
    flag("isOrderFree", declared.isOrderFree, isOrderFree)
    if let memory = declared.memory {
      check(
        "memory", memory.rawValue, self.memory.text,
        self.memory.kind.strength > memory.strength)
    }
    check("bound", "bounded", "unbounded", declared.bound != nil && bound == .unbounded)
    if let decay = declared.decay {
      let effect = decays.first { $0.key == decay.key }
      let holds: Bool =
        switch decay {
        case .coupled: effect?.isCoupled ?? false
        case .decoupled: effect?.isDecoupled ?? false
        }
      check(
        "decay", decay.kindName, effect?.kind.rawValue ?? "no effect on a point at rest", !holds)
    }
    if let formula = declared.constantGradient {
      let declared = Self.transient { formula(Probe.constant, $0) }
      check("constantGradient", declared.text, transient.text, !declared.agrees(with: transient))
    }
    return list + unitContradictions(declared.units)
  }

  private func unitContradictions(_ declared: [String: RuleTraits.Unit]) -> [TraitDifference] {
    guard !declared.isEmpty else { return [] }
    guard case .consistent(let found, let unidentified, _) = units else {
      return [
        TraitDifference(trait: "units", declared: "consistent", found: units.text(rate: rateKey))
      ]
    }
    let keys = Set(declared.keys).union(found.keys).subtracting(unidentified).sorted()
    return keys.compactMap { key in
      let (a, b) = (declared[key] ?? .one, found[key] ?? .one)
      return a == b
        ? nil : TraitDifference(trait: "units of \(key)", declared: "\(a)", found: "\(b)")
    }
  }

  /// Traits that were found and are not declared, as suggestions to the author.
  package func offers(declared: RuleTraits) -> [TraitDifference] {
    let found = traits
    var list: [TraitDifference] = []
    func offer(_ trait: String, _ isOffered: Bool, _ text: String = "yes") {
      if isOffered { list.append(TraitDifference(trait: trait, declared: "-", found: text)) }
    }
    offer("locality", declared.locality == nil, locality.rawValue)
    offer("units", declared.units.isEmpty && !found.units.isEmpty, units.text(rate: rateKey))
    offer("isOdd", !declared.isOdd && found.isOdd)
    offer("degree", declared.degree == nil && found.degree != nil, degree.text)
    offer("rotation", declared.rotation == nil, rotation.rawValue)
    offer(
      "isTranslationInvariant",
      !declared.isTranslationInvariant && found.isTranslationInvariant)
    offer("isTimeInvariant", !declared.isTimeInvariant && found.isTimeInvariant)
    offer("isRateLocal", !declared.isRateLocal && found.isRateLocal)
    offer("memory", declared.memory == nil, memory.text)
    offer("isOrderFree", !declared.isOrderFree && found.isOrderFree)
    offer("decay", declared.decay == nil && found.decay != nil, found.decay?.kindName ?? "")
    return list
  }
}

extension RuleTraits.Locality {
  var reach: Int {
    switch self {
    case .coordinatewise: 0
    case .tensorWide: 1
    case .global: 2
    }
  }
}

extension RuleTraits.Rotation {
  var sides: Set<String> {
    switch self {
    case .none: []
    case .left: ["left"]
    case .right: ["right"]
    case .leftAndRight: ["left", "right"]
    case .all: ["left", "right", "all"]
    }
  }
}

extension RuleTraits.Memory {
  var strength: Int {
    switch self {
    case .none: 0
    case .scaleOnly: 1
    case .momentum: 2
    }
  }
}

extension RuleTraits.Decay {
  var kindName: String {
    switch self {
    case .coupled(let key): "coupled \(key)"
    case .decoupled(let key): "decoupled \(key)"
    }
  }
}
