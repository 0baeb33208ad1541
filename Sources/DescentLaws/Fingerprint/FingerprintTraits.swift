import Descent

extension Fingerprint {
  /// The findings as traits for laws to check. They include only what the probes justify: no bound, closed
  /// form or sign is inferred from examples.
  package var traits: RuleTraits {
    var traits = RuleTraits(locality: locality.trait)
    traits.drawsRandom = drawsRandom
    if drawsRandom { return traits.ofDraws }
    // The length of a search or an iteration depends on all coordinates, which the probes miss if the first
    // trial succeeds.
    if readsCurvature { return RuleTraits(locality: .global) }
    // The laws of units are exact, so their premise must be exact too.
    if case .consistent(let units, let unidentified, isExact: true) = units, unidentified.isEmpty {
      traits.units = units.filter { $0.value != .one }
      // Set even for a rate without unit, because its presence means that units are known.
      traits.units[rateKey] = units[rateKey]
    }
    traits.isOdd = odd == .eachCoordinate
    // The power holds only with the constants at 0, so their units must be known too.
    if Set(degree.zeroed).isSubset(of: traits.gradientConstants) {
      traits.degree = degree.homogeneous.flatMap(Int.init(exactly:))
    }
    traits.rotation = rotation
    traits.isTranslationInvariant = isTranslationInvariant
    traits.isTimeInvariant = isTimeInvariant
    traits.isRateLocal = rate == .linear
    traits.memory = memory.kind
    // A sign can hide the effect of the order in the probe's few histories, but not in all (Lion).
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
  /// The traits that laws may rely on for a rule that draws random numbers. Its draws depend on names and
  /// times, so that runs with other coordinates, units or times are not comparable, even if the part of the
  /// move that depends on the gradient is.
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
  /// The closest trait that can be declared.
  var trait: RuleTraits.Locality {
    switch self {
    case .coordinatewise: .coordinatewise
    case .row, .column, .cross, .tensorWide: .tensorWide
    case .global: .global
    }
  }
}
