import Descent

extension RuleLaws {
  /// M1: a rule that moves square matrices also moves tall and wide ones, and a rule that moves vectors and
  /// matrices also moves tensors with more axes.
  ///
  /// A rule may ignore vectors, or all tensors that are not matrices. If it subtracts the mean of rows or
  /// columns, nothing remains along an axis of extent 1; a tensor with such an axis is therefore required to
  /// move only if it does with its numbers repeated along the axis.
  ///
  /// A rule in another process that moves a vector of one number also moves a number without axes.
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
    if !rule.driver.seesState {
      var (vector, scalar) = (c.selecting([0]), c.selecting([0]))
      // Workers are sent such a tensor without axes.
      (vector.shapes, scalar.shapes) = ([[1]], [[1, 1, 1]])
      if try !rule.moves(something: scalar), try rule.moves(something: vector) {
        return .violated("a number in a tensor without axes does not move; one in a vector does")
      }
    }
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
  /// Whether any entry moves: from the start of the case, from 0, where no move is lost to rounding, or from
  /// another point, because a step may be proportional to the point.
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
  /// The case of one matrix with each extent of 1 doubled by repeating the numbers; the mean of two equal
  /// numbers is exact.
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
