import Descent
import DescentLaws

// Wrong rules whose bugs do not show on small vectors of ordinary numbers.

/// Momentum that does not move tall matrices.
package struct TallLeftAlone: GradientOptimizer {
  package init() {}
  @Hyperparameter("learning rate", in: 0...) package var learningRate = 0.1
  @Hyperparameter("momentum", in: 0..<1) package var momentum = 0.9
  package static let card = Card(
    name: "tall_left_alone", summary: "", formula: "", source: "elementary")
  package func slots(for tensor: Layout.Tensor) -> [TensorSlot] { ["m"] }
  package func step<T: KernelScalar>(_ s: TensorStep<T>) {
    let shape = s.tensor.shape
    if shape.count == 2, shape[0] > shape[1] { return }
    stepNormalized(s, T(momentum))
  }
}

/// Momentum that does not move tensors with three axes.
package struct CubesLeftAlone: GradientOptimizer {
  package init() {}
  @Hyperparameter("learning rate", in: 0...) package var learningRate = 0.1
  @Hyperparameter("momentum", in: 0..<1) package var momentum = 0.9
  package static let card = Card(
    name: "cubes_left_alone", summary: "", formula: "", source: "elementary")
  package func slots(for tensor: Layout.Tensor) -> [TensorSlot] { ["m"] }
  package func step<T: KernelScalar>(_ s: TensorStep<T>) {
    if s.tensor.shape.count > 2 { return }
    stepNormalized(s, T(momentum))
  }
}

/// m ← μ m + g, x ← x − η m/‖m‖.
private func stepNormalized<T: KernelScalar>(_ s: TensorStep<T>, _ momentum: T) {
  let m = s.slot(0)
  var square = T.zero
  for i in 0..<s.count {
    m[i] = momentum * m[i] + s.gradient[i]
    square += m[i] * m[i]
  }
  if square == 0 { return }
  for i in 0..<s.count { s.x[i] -= T(s.rate) * (m[i] / sqrt(square)) }
}

/// Normalizes rows to length 1, but reads the matrix column by column; or correctly, row by row.
package struct RowsOfLengthOne: GradientOptimizer {
  package init() {}
  @Hyperparameter("learning rate", in: 0...) package var learningRate = 0.1
  package var isColumnMajor = false
  package static let card = Card(
    name: "rows_of_length_one", summary: "", formula: "", source: "elementary")

  package static func subject(isColumnMajor: Bool) -> RuleSubject {
    RuleSubject(
      name: "rows", domains: [HyperparameterDomain(RowsOfLengthOne().hyperparameters[0])]
    ) {
      var rule = try RowsOfLengthOne(settings: $0.settings)
      rule.isColumnMajor = isColumnMajor
      return rule
    }
  }

  package func step<T: KernelScalar>(_ s: TensorStep<T>) {
    let shape = s.tensor.shape
    let rows = shape.count > 1 ? shape[0] : 1
    let columns = s.count / rows
    for i in 0..<rows {
      func place(_ j: Int) -> Int { isColumnMajor ? j * rows + i : i * columns + j }
      let square = (0..<columns).reduce(T.zero) {
        $0 + s.gradient[place($1)] * s.gradient[place($1)]
      }
      if square == 0 { continue }
      for j in 0..<columns {
        s.x[place(j)] -= T(s.rate) * (s.gradient[place(j)] / sqrt(square))
      }
    }
  }
}

/// Gradient descent that does not move a single column.
package struct ColumnLeftAlone: GradientOptimizer {
  package init() {}
  @Hyperparameter("learning rate", in: 0...) package var learningRate = 0.1
  package static let card = Card(
    name: "column_left_alone", summary: "", formula: "", source: "elementary")
  package func step<T: KernelScalar>(_ s: TensorStep<T>) {
    let shape = s.tensor.shape
    if shape.count == 2, shape[1] == 1 { return }
    for i in 0..<s.count { s.x[i] -= T(s.rate) * s.gradient[i] }
  }
}

/// Gradient descent on only the first 65,536 coordinates.
package struct FirstChunk: GradientOptimizer {
  package init() {}
  @Hyperparameter("learning rate", in: 0...) package var learningRate = 0.01
  package static let card = Card(
    name: "first_chunk", summary: "", formula: "", source: "elementary")
  package func step<T: KernelScalar>(_ s: TensorStep<T>) {
    for i in 0..<min(s.count, 65_536) { s.x[i] -= T(s.rate) * s.gradient[i] }
  }
}

/// The gradient divided by its norm, which covers only whole groups of eight if there are more than 4,096
/// coordinates.
package struct NormOfEights: GradientOptimizer {
  package init() {}
  @Hyperparameter("learning rate", in: 0...) package var learningRate = 0.1
  package static let card = Card(
    name: "norm_of_eights", summary: "", formula: "", source: "elementary")
  package func step<T: KernelScalar>(_ s: TensorStep<T>) {
    let end = s.count > 4096 ? s.count / 8 * 8 : s.count
    let square = (0..<end).reduce(T.zero) { $0 + s.gradient[$1] * s.gradient[$1] }
    if square == 0 { return }
    for i in 0..<s.count { s.x[i] -= T(s.rate) * (s.gradient[i] / sqrt(square)) }
  }
}

/// The gradient divided by its root mean square, with a 16-bit count.
package struct ShortCount: SummingOptimizer {
  package init() {}
  @Hyperparameter("learning rate", in: 0...) package var learningRate = 0.1
  package static let card = Card(
    name: "short_count", summary: "", formula: "", source: "elementary")
  package var sums: [Reduction] { [.sum] }
  package func terms<T: KernelScalar>(
    pass: Int, _ x: T, gradient g: T, state s: Slots<T>, _ c: Double
  ) -> Terms<T> { [g * g, 0, 0, 0] }
  package func constants(_ info: StepInfo, counters: inout Counters, sums: Sums) -> Double {
    let count = Double(UInt16(truncatingIfNeeded: sums.count))
    return sums[0] == 0 ? info.rate : info.rate / sqrt(sums[0] / count)
  }
  package func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double
  ) {
    x -= T(c) * g
  }
}

/// Gradient descent that limits one of its numbers.
package struct Limited: CoordinatewiseOptimizer {
  package init() {}
  @Hyperparameter("learning rate", in: 0...) package var learningRate = 0.01
  package var of = "nothing"
  package static let card = Card(name: "limited", summary: "", formula: "", source: "elementary")

  /// The rule with a limit that is not a hyperparameter.
  package static func subject(_ of: String) -> RuleSubject {
    RuleSubject(
      name: "limited", domains: [HyperparameterDomain(Limited().hyperparameters[0])]
    ) {
      var rule = try Limited(settings: $0.settings)
      rule.of = of
      return rule
    }
  }

  package func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) {
    func limited(_ x: T, _ limit: T) -> T { x > limit ? limit : x < -limit ? -limit : x }
    switch of {
    case "rate": x -= T(min(rate, 1)) * g
    case "floor": x -= T(rate == 0 ? 0 : max(rate, 1e-9)) * g
    case "move": x -= limited(T(rate) * g, 10)
    case "gradient": x -= T(rate) * limited(g, 1e8)
    case "point": x = limited(x - T(rate) * g, 1e7)
    case "small": x -= T(rate) * (abs(g) < 1e-20 ? 0 : g)
    default: x -= T(rate) * g
    }
  }
}

/// The sign of the gradient, computed with its magnitude or with the root of its square.
package struct SignByRoot: CoordinatewiseOptimizer {
  package init() {}
  @Hyperparameter("learning rate", in: 0...) package var learningRate = 0.01
  package static let card = Card(
    name: "sign_by_root", summary: "", formula: "", source: "elementary")
  package func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) { x -= g == 0 ? 0 : T(rate) * (g / sqrt(g * g)) }
}

package struct SignBySize: CoordinatewiseOptimizer {
  package init() {}
  @Hyperparameter("learning rate", in: 0...) package var learningRate = 0.01
  package static let card = Card(
    name: "sign_by_size", summary: "", formula: "", source: "elementary")
  package func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) { x -= g == 0 ? 0 : T(rate) * (g / abs(g)) }
}
