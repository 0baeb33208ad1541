import Descent

extension ProblemLaws {
  /// `prob/likelihood`: the gradient of an example has the mean 0 over the labels that the model draws
  /// (Bartlett's first identity). A label is a step function of its uniform number, so the law finds the steps
  /// by bisection, and integrates all labels of probability 2⁻⁵³ and more; a normal number takes the values ±1.
  static let likelihood = ProblemLaw(
    LawCard(
      "prob/likelihood", "likelihood", "labels drawn from the model give gradients with the mean 0",
      needs: "a likelihood",
      catches: "labels of the data in place of drawn ones, a penalty, draws of another model")
  ) { subject, c in
    let problem = try subject.make(c.problem)
    guard problem.answersExactly else { return .inapplicable("the answers are rounded") }
    let objective = try Double.makeObjective(problem)
    guard let likelihood = objective.likelihood else {
      return .inapplicable("the problem has no likelihood")
    }
    let x = c.point(problem)
    let example = c.aux % (objective.examples?.count ?? 1)
    var (pieces, evaluated) = ([LabelPiece](), 1)
    for normal in [-1.0, 1] {
      pieces += LabelPiece.all { uniform in
        var g = x
        withUnsafePointer(to: example) {
          evaluated = likelihood.gradient(
            x, &g, UnsafeBufferPointer(start: $0, count: 1), LabelDraws { _ in (uniform, normal) })
        }
        return g
      }
    }
    guard evaluated == 1 else { return .skipped("it evaluates all examples at once") }
    let sizes = pieces.map { norm($0.gradient) }
    guard sizes.allSatisfy(\.isFinite) else { return isInfinite }
    let mean = pieces.reduce(x.map { _ in 0.0 }) { along($0, $1.weight / 2, $1.gradient) }
    // Labels of probability below 2⁻⁵³ are left out, whatever their gradients.
    let tolerance = 1e-9 * (1 + (sizes.max() ?? 0))
    return Comparison.compare(
      [mean.map { _ in 0 }], [mean], "the mean gradient of example \(example)"
    ) { _, _, _ in tolerance }
  }
}

/// An interval of uniform numbers that give an example one label.
package struct LabelPiece {
  /// The length of the interval, the probability of the label.
  package let weight: Double
  /// The gradient at the label.
  package let gradient: [Double]

  /// The pieces of [0, 1), if gradients at the ends of an interval are equal only if the label is the same in
  /// between.
  package static func all(_ gradient: (_ uniform: Double) -> [Double]) -> [LabelPiece] {
    let least = 0x1p-53
    var pieces: [LabelPiece] = []
    func find(_ low: Double, _ first: [Double], _ high: Double, _ last: [Double]) {
      // NaN equals nothing, and would be searched for ever.
      if first == last || !first.allSatisfy(\.isFinite) {
        pieces.append(LabelPiece(weight: high - low + least, gradient: first))
      } else if high - low <= least {
        pieces.append(LabelPiece(weight: least, gradient: first))
        pieces.append(LabelPiece(weight: least, gradient: last))
      } else {
        // The number above the middle begins the second half, so that every number is in one interval.
        let below = ((low + high) / 2 / least).rounded(.down) * least
        let above = below + least
        find(low, first, below, gradient(below))
        find(above, gradient(above), high, last)
      }
    }
    find(0, gradient(0), 1 - least, gradient(1 - least))
    return pieces
  }
}
