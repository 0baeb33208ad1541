extension RuleLaws {
  /// The laws for rules with a declared or discovered trait.
  package static let traits: [RuleLaw] = [
    coordinatewise, concatenation, largeSizes, permutation, units, hugeUnits, signFlip,
    diagonalRescaling, translation, superposition, rotation, delay, rateLocality, descentSign,
    memoryless, boundedStep, decayShrinks, orderInvariance, monotoneFirstMove, amsgradNotLarger,
  ]
}
