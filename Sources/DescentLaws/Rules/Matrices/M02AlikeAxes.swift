import Descent

extension RuleLaws {
  /// M2: a rule that commutes with permutations of the rows and of the columns of square matrices does so
  /// along the first two axes of every other shape.
  ///
  /// The law does not apply to rules in which neighbouring indices interact. The effect of rounding is
  /// measured by moving the gradients by one unit in the last place: a deviation counts if it exceeds 1000
  /// times that effect and 10⁻⁶ of the largest move.
  static let alikeAxes = RuleLaw(
    LawCard(
      "M2", "alike axes", "what holds of rows and columns of squares holds of every shape",
      needs: "a rule that sees shapes",
      catches: "rows taken for columns, one extent for another, column-major order, lost rows",
      knownBugs: ["bitsandbytes #1185: kernels assume row-major parameters"]),
    options: .oneMatrix
  ) { rule, c in
    if let reason = try rule.cannotSeeShapes(c) { return .inapplicable(reason) }
    if try rule.optimizer(c).uninformed is any SummingOptimizer {
      return .inapplicable("the rule is written for one coordinate and sums, and sees no shape")
    }
    guard c.shapes.count == 1, let shape = c.shapes.first, shape.count > 1, c.count > 0 else {
      return .skipped("there is no matrix")
    }
    // Coupled decay of large parameters makes one direction of the gradient a million times another, and
    // inverse roots then have no digits left.
    var c = c
    c.start = c.start.map { min(max($0, -8), 8) }
    var choices = c.choices
    for side in [3, 4] {
      let square = c.ofShape([side, side], &choices)
      for axis in 0..<2 {
        let order = choices.permutation(of: side)
        guard try rule.deviation(square, axis: axis, order).isWithin(1e-9) else {
          return .inapplicable("rows or columns of squares may not change places")
        }
      }
    }
    for axis in 0..<2 where shape[axis] > 1 {
      let order = Array((1..<shape[axis]) + [0])
      let deviation = try rule.deviation(c, axis: axis, order)
      if deviation.isWithin(1e-6) { continue }
      guard try deviation.size > 1000 * rule.roundingSpread(c) else {
        return .skipped("rounding alone changes this case")
      }
      return .violated(
        "with the places along axis \(axis + 1) of a tensor \(ShapeList.text([shape])) in another order, "
          + "step \(deviation.step + 1), coordinate \(deviation.coordinate)",
        expected: deviation.expected, found: deviation.found)
    }
    return .holds
  }
}

/// The largest difference between two runs.
struct RunDeviation {
  var size = 0.0
  /// The largest move; `roundoff` is the rounding of the parameters.
  var largestMove = 0.0
  var roundoff = 0.0
  var step = 0
  var coordinate = 0
  var expected = 0.0
  var found = 0.0

  init(_ expected: [[Double]], _ found: [[Double]], _ start: [Double], _ precision: Precision) {
    let size = start.reduce(0) { max($0, abs($1)) }
    roundoff = 64 * precision.roundoff * size
    for step in expected.indices {
      for i in start.indices {
        let (a, b) = (expected[step][i], found[step][i])
        if a.isFinite { largestMove = max(largestMove, abs(a - start[i])) }
        if Comparison.same(a, b) { continue }
        let distance = a.isFinite && b.isFinite ? abs(a - b) : .infinity
        if distance > self.size {
          self.size = distance
          (self.step, coordinate, self.expected, self.found) = (step, i, a, b)
        }
      }
    }
  }

  func isWithin(_ tolerance: Double) -> Bool { size <= tolerance * largestMove + roundoff }
}

extension RuleSubject {
  /// The deviation between the run and the run with the indices along an axis permuted.
  fileprivate func deviation(_ c: RuleCase, axis: Int, _ order: [Int]) throws -> RunDeviation {
    let places = RuleCase.coordinates(of: c.shapes[0], axis: axis, keeping: order)
    let other = c.permuted(axis: axis, order)
    let expected = try run(c).map { x in places.map { x[$0] } }
    return RunDeviation(expected, try run(other), other.start, c.precision)
  }

  /// The largest of three deviations of a run when its gradients and start change by one unit in the last
  /// place.
  func roundingSpread(_ c: RuleCase) throws -> Double {
    let plain = try run(c)
    var choices = c.choices
    return try (0..<3).reduce(0) { largest, _ in
      func near(_ x: Double) -> Double { x * (1 + choices.sign() * 2 * c.precision.roundoff) }
      var other = c.mapGradients { _, _, g in near(g) }
      // Change the start too, because with coupled decay it may dominate the gradient.
      other.start = c.start.map { c.precision.rounded(near($0)) }
      return max(largest, RunDeviation(plain, try run(other), c.start, c.precision).size)
    }
  }
}
