import Descent

extension Fingerprint {
  /// What was found, as traits for laws to run on. Only what the probes warrant: no bound, closed form
  /// or sign is claimed from examples.
  package var traits: RuleTraits {
    var traits = RuleTraits(locality: locality.trait)
    traits.drawsRandom = drawsRandom
    if drawsRandom { return traits.ofDraws }
    // How far a search or an iteration goes depends on all coordinates, which the probes do not see where
    // the first trial is good.
    if readsCurvature { return RuleTraits(locality: .global) }
    // The laws of units are exact, and so must what they rest on be.
    if case .consistent(let units, let unidentified, isExact: true) = units, unidentified.isEmpty {
      traits.units = units.filter { $0.value != .one }
      // Present even as a plain number: it says that units are known.
      traits.units[rateKey] = units[rateKey]
    }
    traits.isOdd = odd == .eachCoordinate
    // The power holds once constants are 0, so their units must be known too.
    if Set(degree.zeroed).isSubset(of: traits.gradientConstants) {
      traits.degree = degree.homogeneous.flatMap(Int.init(exactly:))
    }
    traits.rotation = rotation
    traits.isTranslationInvariant = isTranslationInvariant
    traits.isTimeInvariant = isTimeInvariant
    traits.isRateLocal = rate == .linear
    traits.memory = memory.kind
    // A sign hides the order from the probe's few histories, but not from all (Lion).
    traits.isOrderFree = isOrderFree && memory.kind != .momentum
    // Feedback between decay and an unbounded move of degree 0 need not stay bounded.
    traits.hasBoundedFeedback = !(degree.homogeneous == 0 && bound == .unbounded)
    if let decay = decays.first(where: { $0.isCoupled || $0.isDecoupled }) {
      traits.decay = decay.isCoupled ? .coupled(decay.key) : .decoupled(decay.key)
    }
    return traits
  }
}

extension RuleTraits {
  /// What laws may ask of a rule that draws: its draws belong to names and times, so that no run of
  /// other coordinates, units or times is comparable, even where the gradient's part of the move is.
  var ofDraws: RuleTraits {
    var traits = RuleTraits(locality: locality == .global ? .global : .tensorWide)
    traits.drawsRandom = true
    traits.isTranslationInvariant = isTranslationInvariant
    traits.hasBoundedFeedback = hasBoundedFeedback
    traits.decay = decay
    return traits
  }
}

extension Fingerprint.Locality {
  /// The nearest thing that can be declared.
  var trait: RuleTraits.Locality {
    switch self {
    case .coordinatewise: .coordinatewise
    case .row, .column, .cross, .tensorWide: .tensorWide
    case .global: .global
    }
  }
}
