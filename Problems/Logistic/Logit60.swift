import Descent
import DescentAlgebra
import RealModule

/// LOGIT60: regularized logistic regression on 60 random points with random labels.
///
/// mean log(1 + e^{−y w·x}) + 0.025 ‖w‖²; μ = 0.05.
package struct Logit60: AnalyticProblem, LikelihoodProblem {
  package init() {}

  package static let card = Card(
    name: "logit60", summary: "logistic regression on 60 random points",
    formula: "f(w) = (1/60) Σ log(1 + exp(−yᵢ w·xᵢ)) + 0.025 ‖w‖²",
    source: "data of this project")

  /// Each row multiplied by its label.
  package static let rows: [[Double]] = {
    var random = PortableRandom(11)
    let x = Matrix(60, 5, random.normals(300))
    return (0..<60).map { i in x.row(i).scaled(by: random.uniform() < 0.5 ? -1 : 1) }
  }()
  package static let mu = 0.05
  /// XᵀX of the rows. The smoothness constant is λ_max(XᵀX/60)/4 + 0.05.
  package static let gram: Matrix = {
    let x = Matrix(60, 5, rows.flatMap { $0 })
    return x.transposed * x
  }()
  /// The minimum, computed with Newton's method in 50 digits by an independent program.
  package static let minimum = 0.6387759443058164
  package static let minimizer = [0.61885187, -0.01844756, 0.06705581, 0.16009285, -0.13314399]

  package var layout: Layout { .vector(5) }
  package func start(seed: UInt64) -> [Double] { [0, 0, 0, 0, 0] }

  package func _likelihood32() -> Likelihood<Float>? {
    .logistic(rows: Self.rows.flatMap { $0 }, width: 5)
  }
  package func _likelihood64() -> Likelihood<Double>? {
    .logistic(rows: Self.rows.flatMap { $0 }, width: 5)
  }

  package func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    var sum = N.zero
    for row in Self.rows {
      var margin = N.zero
      for j in 0..<5 { margin += N(row[j]) * x[j] }
      sum += N.log(N(1) + N.exp(-margin))
    }
    var squares = N.zero
    for j in 0..<5 { squares += x[j] * x[j] }
    return sum / 60 + squares * N(Self.mu / 2)
  }

  package func gradient<T: KernelScalar>(_ x: Point<T>, into g: UnsafeMutablePointer<T>) {
    for j in 0..<5 { g[j] = T(Self.mu) * x[j] }
    for row in Self.rows {
      var margin: T = 0
      for j in 0..<5 { margin += T(row[j]) * x[j] }
      let weight = 1 / (1 + T.exp(margin)) / 60
      for j in 0..<5 { g[j] -= weight * T(row[j]) }
    }
  }
}
