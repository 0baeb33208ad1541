import CBenchReference
import Descent
import DescentCatalog

/// Gradients of formulas in reverse mode, compared with their values, forward mode and Hessian products; and
/// chained Rosenbrock with a handwritten gradient, compared with the same loop in C. All use one thread,
/// float64 and 1,000 variables.
enum FormulaBench {
  static let n = 1000

  static func run() throws -> [String: [Timing]] {
    var all: [String: [Timing]] = [:]
    all["formula-valley"] = try measure(Valley(), "chained rosenbrock as a formula")
    all["formula-waves"] = try measure(Waves(), "cosines and exponentials")
    all["formula-rows"] = try measure(RowSquares(), "200 rows by dot")
    all["formula-loops"] = try measure(RowSquares(usesDot: false), "200 rows as loops")
    all["formula-written"] = try written()
    return all
  }

  private static func measure<P: FormulaProblem>(
    _ problem: P, _ name: String
  ) throws -> [Timing] {
    // Prepare this copy like the objective's own, because forward mode runs on it.
    var prepared = problem
    try prepared.prepare()
    let objective = try Double.makeObjective(problem)
    let x = problem.start(seed: 1)
    guard let product = objective.hessianProduct, let count = objective.operationCount else {
      return []
    }
    var (g, v, sum) = (x, x, 0.0)
    sum += objective.valueAndGradient(x, &g)
    let (operations, duals) = (count(), DualPoint<Double>(x.count))
    let times = try timeInRounds([
      Work(name: "value", units: operations) { sum += objective.value(x) },
      Work(name: "gradient, in reverse", units: operations) {
        sum += objective.valueAndGradient(x, &g)
      },
      Work(name: "Hessian times a vector", units: operations) { product(x, g, &v) },
      Work(name: "gradient, forward", units: operations) {
        sum += duals.differentiate(at: x, into: &g) { prepared.formula($0) }
      },
    ])
    print("\(name), \(operations) operations: ns an operation")
    for time in times { print(line(time)) }
    print("  ratio to the value:", number(times[1].median / times[0].median))
    print("  forward to reverse:", number(times[3].median / times[1].median))
    print("  Hessian product to gradient:", number(times[2].median / times[1].median))
    if sum.isNaN { print("  NaN") }
    return times
  }

  private static func written() throws -> [Timing] {
    let problem = try Catalog.registry.problem(Specification("rosenbrock:n=\(n)"))
    let objective = try Double.makeObjective(problem)
    let x = problem.start(seed: 0)
    var (g, h, sum) = (x, x, 0.0)
    let times = try timeInRounds([
      Work(name: "descent", units: n) { sum += objective.valueAndGradient(x, &g) },
      Work(name: "C", units: n) { sum += reference_rosenbrock(n, x, &h) },
    ])
    print("chained rosenbrock, value and gradient written out: ns a coordinate")
    for time in times { print(line(time)) }
    print("  the same gradient:", g == h && !sum.isNaN)
    print("  ratio to C:", number(times[0].median / times[1].median))
    return times
  }
}

private protocol BenchFormula: FormulaProblem {}

extension BenchFormula {
  static var card: Card { Card(name: "\(Self.self)", summary: "", formula: "", source: "") }
  var layout: Layout { .vector(FormulaBench.n) }
  func start(seed: UInt64) -> [Double] {
    (0..<FormulaBench.n).map { CounterRandom(seed: seed).normal(UInt64($0)) }
  }
}

private struct Valley: BenchFormula {
  func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    var sum = N.zero
    for i in 0..<(x.count - 1) {
      let wall = x[i + 1] - x[i] * x[i]
      let slope = 1 - x[i]
      sum += 100 * wall * wall + slope * slope
    }
    return sum
  }
}

private struct Waves: BenchFormula {
  func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    var sum = N.zero
    for i in 0..<x.count { sum += x[i] * x[i] - 10 * N.cos(6 * x[i]) + N.exp(-x[i]) }
    return sum
  }
}

private struct RowSquares: BenchFormula {
  @Hyperparameter("sums of products as one operation") var usesDot = true
  @Prepared var rows: [Double]? = nil

  init() {}
  init(usesDot: Bool) { self.usesDot = usesDot }

  mutating func prepare() {
    rows = (0..<(200 * FormulaBench.n)).map { CounterRandom(seed: 2).normal(UInt64($0)) }
  }

  func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    (rows ?? []).withUnsafeBufferPointer { rows in
      var sum = N.zero
      for i in 0..<(rows.count / x.count) {
        var residual = N(-1)
        if usesDot {
          residual += N.dot(rows.baseAddress! + i * x.count, x)
        } else {
          for j in 0..<x.count { residual += N(rows[i * x.count + j]) * x[j] }
        }
        sum += residual * residual
      }
      return sum
    }
  }
}
