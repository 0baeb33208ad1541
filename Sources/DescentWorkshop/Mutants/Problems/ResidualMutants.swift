import Descent
import DescentLaws

/// The bowl x² + 2y² without a bug.
private struct RightBowl: WrongBowl {}

struct HalvesProduct: WrongBowl {
  func _objective64() throws -> Objective<Double> {
    var objective = try RightBowl()._objective64()
    let right = objective.hessianProduct
    objective.hessianProduct = { x, v, product in
      right?(x, v, product)
      product[1] /= 2
    }
    return objective
  }
}

/// The bowl x² + 2y² as residuals with one bug.
protocol WrongResiduals: WrongBowl, ResidualProblem {}

extension WrongResiduals {
  func formula<N: FormulaNumber>(_ x: Point<N>) -> N { x[0] * x[0] + 2 * x[1] * x[1] }
  var residualCount: Int { 2 }
  var residualFactor: Double { 2 }
  func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>) {
    r[0] = N(Double(0.5).squareRoot()) * x[0]
    r[1] = x[1]
  }
}

struct ForgetsFactor: WrongResiduals {
  var residualFactor: Double { 1 }
}
struct LosesResidual: WrongResiduals {
  func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>) {
    r[0] = N(Double(0.5).squareRoot()) * x[0]
    r[1] = .zero
  }
}
struct TransposesJacobian: WrongResiduals {
  func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>) {
    r[0] = N(Double(0.5).squareRoot()) * x[0]
    r[1] = x[1]
  }
  func _residuals64() throws -> ResidualFunctions<Double>? {
    ResidualFunctions(
      count: 2, factor: 2,
      values: { x, r in
        r[0] = Double(0.5).squareRoot() * x[0]
        r[1] = x[1]
      },
      jacobian: { x, r, jacobian in
        r[0] = Double(0.5).squareRoot() * x[0]
        r[1] = x[1]
        // Swap the rows of the Jacobian.
        let rows = [0, 1, Double(0.5).squareRoot(), 0]
        for (i, entry) in rows.enumerated() { jacobian[i] = entry }
      })
  }
}

struct AttainsInfimum: WrongBowl {
  func formula<N: FormulaNumber>(_ x: Point<N>) -> N { x[0] * x[0] + 2 * x[1] * x[1] }
  var infimum: Infimum? { Infimum(2, how: "") }
}
struct CountsTestExamples: WrongMean {
  var exampleCount: ExampleCount? { ExampleCount(count: 12, batch: 5) }
  func batchGradient(_ x: Double, _ batch: UnsafeBufferPointer<Int>) -> Double {
    batch.reduce(0) { $0 + x - Double($1) } / Double(batch.count) + x
  }
}

extension Mutants {
  static let residualProblems: [Mutant] = [
    .problem(HalvesProduct.self, "bowl", "half a row", killedBy: "prob/hessian_product"),
    .problem(ForgetsFactor.self, "bowl", "no factor", killedBy: "prob/residuals"),
    .problem(LosesResidual.self, "bowl", "a residual left out", killedBy: "prob/residuals"),
    .problem(TransposesJacobian.self, "bowl", "rows exchanged", killedBy: "prob/residuals"),
    .problem(AttainsInfimum.self, "bowl", "an infimum too high", killedBy: "prob/infimum"),
    .problem(CountsTestExamples.self, "mean", "too many", killedBy: "prob/examples"),
  ]
}
