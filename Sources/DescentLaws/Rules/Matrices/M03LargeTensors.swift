import Descent

extension RuleLaws {
  /// M3: large vectors are stepped like small ones. A coordinatewise rule steps a pattern repeated to 4,123
  /// or 70,003 coordinates exactly like the pattern itself. Any other rule treats equal coordinates of a
  /// large vector alike if it does so in small vectors, and if the first coordinate affects its neighbour, so
  /// does the last.
  ///
  /// If the move of equal coordinates is a power of their number from 7 to 1,025, both with fixed entries and
  /// with a fixed norm, at least one of the two powers continues to the large size, because a threshold can
  /// interrupt only one of them.
  ///
  /// A rule that works in blocks may have different sums in the last block. Therefore nothing is claimed if
  /// the coordinates differ only from some index on.
  static let largeTensors = RuleLaw(
    LawCard(
      "M3", "large tensors",
      "a tensor beyond 4,096 and 65,536 coordinates is stepped as a small one",
      needs: "a rule that sees whole tensors",
      catches: "chunks that miss the end, sums that stop early, indices and counts of 16 bits",
      knownBugs: [
        "pytorch/pytorch #191763: fused SGD in half precision skips every full SIMD block",
        "deepspeedai/DeepSpeed #503: CPU Adam wrong for several sizes",
      ]),
    options: RuleCaseOptions {
      $0.needsTraits = true
      $0.trustsFindings = true
      $0.sizes = .several
      $0.shapes = .vectors
      $0.steps = 2...2
      $0.profiles = [.normal, .dyadic]
    }
  ) { rule, c in
    let optimizer = try rule.optimizer(c)
    if optimizer.uninformed is any CoordinatewiseOptimizer {
      return .inapplicable("the rule is written for one coordinate, and sees no size")
    }
    if optimizer is Informed || rule.draws(c) {
      return .inapplicable("the rule reads the value, asks the objective, or draws")
    }
    guard !rule.takesTurns else { return .inapplicable("its coordinates move in turns") }
    guard c.count > 1, c.steps > 0 else { return .skipped("there are no coordinates") }
    guard try Growth(optimizer).isLinear else {
      return .inapplicable("its cost grows faster than the number of coordinates")
    }
    let size = c.aux % 2 == 0 ? 70_003 : 4123
    return rule.locality(c) == .coordinatewise
      ? try repeated(rule, c, size) : try alike(rule, c, size)
  }

  private static func repeated(_ rule: RuleSubject, _ c: RuleCase, _ size: Int) throws -> Verdict {
    let small = try rule.run(c.joined)
    let large = try rule.run(c.selecting((0..<size).map { $0 % c.count }))
    if Comparison.tolerated != nil {
      // The body of a vector and its tail may round differently.
      let repeated = small.map { row in (0..<size).map { row[$0 % c.count] } }
      return Comparison.exact(repeated, large, "a pattern repeated to \(size) coordinates")
    }
    for step in small.indices {
      for i in 0..<size where !Comparison.same(large[step][i], small[step][i % c.count]) {
        return .violated(
          "coordinate \(i) of \(size) is not as in \(c.count), after step \(step + 1)",
          expected: small[step][i % c.count], found: large[step][i])
      }
    }
    return .holds
  }

  private static func alike(_ rule: RuleSubject, _ c: RuleCase, _ size: Int) throws -> Verdict {
    func verdict(_ count: Int) throws -> (Verdict, reachesFirst: Bool, reachesLast: Bool) {
      let even = c.selecting(Array(repeating: 0, count: count))
      let rows = try rule.run(even)
      if let found = difference(rows, c, count) { return (found, false, false) }
      func reaches(_ place: Int, _ neighbour: Int) throws -> Bool {
        var other = even
        other.gradients[0][place] *= 0x1p12
        return try !zip(rule.run(other), rows).allSatisfy {
          Comparison.same($0[neighbour], $1[neighbour])
        }
      }
      return (.holds, try reaches(0, 1), try reaches(count - 1, count - 2))
    }
    let small = try [7, 33].map(verdict)
    guard small.allSatisfy({ !$0.0.isViolation && $0.reachesFirst == $0.reachesLast }) else {
      return .inapplicable("equal coordinates of small vectors are not treated alike")
    }
    let large = try verdict(size)
    if large.0.isViolation { return large.0 }
    if large.reachesFirst == large.reachesLast { return try SizePower.verdict(rule, c, size) }
    return .violated(
      "of \(size) coordinates the \(large.reachesFirst ? "last" : "first") does not change the step of "
        + "its neighbour, and the \(large.reachesFirst ? "first" : "last") does")
  }

  /// The first difference among coordinates with equal starts and gradients. If all coordinates from some
  /// index in the second half on differ, and move, this looks like a last block and is not reported.
  private static func difference(_ rows: [[Double]], _ c: RuleCase, _ size: Int) -> Verdict? {
    for (step, row) in rows.enumerated() {
      let limit =
        0x1p20 * c.precision.roundoff * max(abs(row[0] - c.start[0]), 4 * abs(row[0]) * 0x1p-20)
      func parts(_ i: Int) -> Bool {
        !Comparison.same(row[i], row[0]) && !(abs(row[i] - row[0]) <= limit)
      }
      guard let first = row.indices.first(where: parts) else { continue }
      let isSuffix = row[first...].indices.allSatisfy(parts)
      if isSuffix, first > size / 2, row[first] != c.start[0] { continue }
      return .violated(
        "coordinates 0 and \(first) of \(size) are alike and part, after step \(step + 1)",
        expected: row[0], found: row[first])
    }
    return nil
  }
}

/// How a rule's state and time grow with the number of coordinates.
struct Growth {
  /// Whether a vector of tens of thousands of coordinates may be tried.
  let isLinear: Bool

  init(_ optimizer: any Optimizer) throws {
    let rule = optimizer.uninformed
    if rule is any CoordinatewiseOptimizer || rule is any SummingOptimizer {
      isLinear = true
      return
    }
    func start(_ count: Int) throws -> Session {
      try Session(
        optimizer, .vector(count), .float64, start: Array(repeating: 1, count: count))
    }
    let (small, larger) = (try start(64), try start(128))
    let isSmall = larger.buffers.count <= 3 * small.buffers.count + 64
    // Times are compared only with the time that quadratic growth would take, ten times as much as linear
    // growth. The shortest of five counts, because other processes interfere.
    func isQuick(_ count: Int, _ limit: Duration) throws -> Bool {
      let fresh = try start(count)
      let gradient = Array(repeating: 1.0, count: count)
      return (0..<5).contains { _ in
        var session = fresh
        return ContinuousClock().measure { session.step(gradient: gradient) } < limit
      }
    }
    isLinear =
      try !rule.needs.contains(.residuals) && isSmall
      && isQuick(128, .microseconds(200)) && isQuick(1024, .microseconds(400))
  }
}
