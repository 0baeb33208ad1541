extension RuleLaws {
  /// P10: with gradients up to 1e100 (1e15 in single precision), including zeros and subnormal numbers,
  /// parameters up to 1e10, and ε > 0, the parameters stay finite.
  static let finite = RuleLaw(
    LawCard(
      "P10", "finite", "finite gradients give finite parameters",
      catches:
        "0/0 at a zero gradient, a correction that is 0 at the first step, needless overflow",
      knownBugs: [
        "tracel-ai/burn #630: the first correction is 1 - beta^0 = 0",
        "google-deepmind/optax #1754: NaN at a zero gradient",
        "cybertronai/pytorch-lamb #6: division by a norm of 0",
      ])
  ) { rule, c in
    var c = rule.withBoundedFeedback(c)
    c = rule.withStabilizer(c, 1e-8)
    var limit = c.precision == .float64 ? 1e100 : 1e15
    let isUnbounded = (try? rule.declared(at: c.rule))?.hasBoundedFeedback == false
    if isUnbounded || (!rule.isDeclared(c) && rule.isWide(c)) {
      // Ratios of inner products and squares of squares need a smaller range, because they overflow
      // otherwise. So do rules that divide all steps by an early gradient.
      limit = isUnbounded ? 1e3 : 1e6
      let least = 1 / limit
      c.gradients = c.gradients.map { $0.map { abs($0) < least ? 0 : $0 } }
      c.start = c.start.map { min(max($0, -limit), limit) }
    }
    c.gradients = c.gradients.map { $0.map { min(max($0, -limit), limit) } }
    c.start = c.start.map { min(max($0, -1e10), 1e10) }
    // Sometimes put one entry at the limit.
    var choices = c.choices
    if c.count > 0, choices.index(below: 4) == 0 {
      let (step, place) = (choices.index(below: c.steps), choices.index(below: c.count))
      c.gradients[step][place] = choices.sign() * limit
    }
    // Sometimes use matrices of rank one, so that any inverse or root is taken of a singular matrix.
    if choices.index(below: 3) == 0 { c = c.ofRankOne }
    for (step, point) in try rule.run(c).enumerated() {
      if let place = point.firstIndex(where: { !$0.isFinite }) {
        // A rule that takes an exponential of the step, as in mirror descent, is only finite for small rates.
        if !rule.isDeclared(c), try rule.isFinite(c.scalingRates(by: 0x1p-400)) { return .holds }
        return .violated(
          "step \(step + 1), coordinate \(place) is \(point[place]) after the gradients "
            + "\(c.gradients[...step].map { $0[place] })")
      }
    }
    return .holds
  }
}

extension RuleSubject {
  fileprivate func isFinite(_ c: RuleCase) throws -> Bool {
    try run(c).allSatisfy { $0.allSatisfy(\.isFinite) }
  }
}

extension RuleCase {
  fileprivate func scalingRates(by factor: Double) -> RuleCase {
    var copy = self
    copy.rates = rates.map { $0 * factor }
    return copy
  }

  /// The case with matrix gradients whose rows are multiples of the first row.
  fileprivate var ofRankOne: RuleCase {
    var copy = self
    for (shape, range) in zip(shapes, ranges) where shape.count > 1 && !range.isEmpty {
      let columns = range.count / shape[0]
      for step in gradients.indices {
        for i in range {
          let (row, column) = ((i - range.lowerBound) / columns, (i - range.lowerBound) % columns)
          copy.gradients[step][i] =
            gradients[step][range.lowerBound + column] * [1, -0.5, 0, 0.25][row % 4]
        }
      }
    }
    return copy
  }
}
