import Descent

extension RuleLaws {
  /// M1: a rule that steps square matrices steps tall and wide ones, too; one that steps vectors and
  /// matrices steps tensors of more axes.
  ///
  /// A rule may leave vectors alone, or whatever is no matrix. Where it takes the mean out of rows or
  /// columns, an extent of 1 leaves nothing: so a tensor with such an extent is only held to what becomes of
  /// it with its numbers repeated along that axis.
  static let everyShapeMoves = RuleLaw(
    LawCard(
      "M1", "every shape moves", "no shape of a tensor is left alone where those beside it move",
      needs: "a rule that sees shapes",
      catches: "tall or wide matrices, single rows or columns, kernels with more axes passed over",
      knownBugs: ["hpcaitech/ColossalAI #633: the first extent taken for the element count"]),
    options: .oneMatrix
  ) { rule, c in
    if let reason = try rule.cannotSeeShapes(c) { return .inapplicable(reason) }
    guard c.shapes.count == 1, let shape = c.shapes.first, shape.count > 1, c.count > 0,
      c.rates.allSatisfy({ $0 > 0 }), c.gradients.allSatisfy({ !$0.contains(0) })
    else { return .skipped("there is nothing to move, or no matrix") }
    if try rule.moves(something: c) { return .holds }
    var choices = c.choices
    let square = c.ofShape([4, 4], &choices)
    func violated(_ others: String) -> Verdict {
      .violated("no entry of a tensor \(ShapeList.text([shape])) moves; \(others)")
    }
    guard shape.count > 2 || shape.contains(1) else {
      return try rule.moves(something: square) ? violated("those of a square matrix do") : .holds
    }
    guard try rule.moves(something: c.flat), try rule.moves(something: square) else {
      return .holds
    }
    if shape.count == 2 {
      return try rule.moves(something: c.repeatedAlongOnes)
        ? violated("those of a vector do, and with the numbers repeated along the axis") : .holds
    }
    var matrix = c
    matrix.shapes = [[shape[0], shape[1...].reduce(1, *)]]
    return try rule.moves(something: matrix)
      ? violated("those of vectors and of matrices do") : .holds
  }
}

extension RuleSubject {
  /// Whether anything moves, from where the case starts, from 0, where no move is too small to be seen, or
  /// from elsewhere, because a step may be in proportion to the point.
  fileprivate func moves(something c: RuleCase) throws -> Bool {
    var elsewhere = c
    elsewhere.start = c.start.indices.map { [1, -0.5, 2, 0.25, -3][$0 % 5] }
    func leaves(_ c: RuleCase) throws -> Bool {
      try run(c).contains { !zip($0, c.start).allSatisfy(Comparison.same) }
    }
    return try leaves(c) || moves(c).contains { $0.contains { $0 != 0 } } || leaves(elsewhere)
  }
}

extension RuleCase {
  /// The case of one matrix with each extent of 1 as two, whose numbers are the same: the mean of two equal
  /// numbers has no rounding.
  fileprivate var repeatedAlongOnes: RuleCase {
    var copy = self
    while let axis = copy.shapes[0].firstIndex(of: 1) {
      let shape = copy.shapes[0]
      let places = Self.coordinates(of: shape, axis: axis, keeping: [0, 0])
      copy = copy.selecting(places)
      var larger = shape
      larger[axis] = 2
      copy.shapes = [larger]
    }
    return copy
  }
}
