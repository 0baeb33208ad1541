import Descent

extension Landscape {
  /// A random landscape with one dimension per coordinate of the case. Axes and curvatures are determined by
  /// `aux`, and the centre is the case's start.
  /// - Parameters:
  ///   - quadratic: whether every profile is a parabola.
  ///   - saddle: whether the last curvature is negative.
  package init(_ c: RuleCase, _ choices: inout Draw, quadratic: Bool, saddle: Bool = false) {
    let count = c.count
    // Limit the centre, so that the rounding of x is comparable to the rounding of the distance to the
    // centre.
    center = c.start.map { max(-8, min(8, $0)) }
    let top = Double.exp10(2 * choices.uniform() - 1)
    let condition = 2 * choices.uniform()
    let axes = Self.axes(count, &choices)
    directions = axes.indices.map { i in
      let share = i == 0 ? 1 : Double.exp10(-condition * choices.uniform())
      let isNegative = saddle && i == count - 1
      let isCurved = choices.isTrue(probability: 0.5)
      return Direction(
        curvature: isNegative ? -top * share : top * share,
        profile: quadratic || !isCurved ? .parabola : .logCosh, axis: axes[i])
    }
  }

  /// Orthonormal vectors by the Gram-Schmidt process, applied twice to remove rounding errors.
  private static func axes(_ count: Int, _ choices: inout Draw) -> [[Double]] {
    var axes: [[Double]] = []
    for _ in 0..<count {
      var axis = (0..<count).map { _ in choices.normal() }
      for _ in 0..<2 {
        for other in axes {
          let product = zip(axis, other).reduce(0) { $0 + $1.0 * $1.1 }
          axis = zip(axis, other).map { $0 - product * $1 }
        }
        let norm = Double.sqrt(axis.reduce(0) { $0 + $1 * $1 })
        axis = axis.map { $0 / norm }
      }
      axes.append(axis)
    }
    return axes
  }
}

extension RuleCase {
  /// The start of a run on a landscape, as components in its directions: the first gradient, limited in size,
  /// and nonzero in the first and last direction, which the laws are about.
  var components: [Double] {
    var numbers = (gradients.first ?? start.map { _ in 1 }).map { max(-8, min(8, $0)) }
    for i in Set([0, numbers.count - 1]) where abs(numbers[i]) < 0.125 { numbers[i] = 1 }
    return numbers
  }
}
