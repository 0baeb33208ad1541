import Descent
import Testing

/// Σ aᵢ xᵢ³ + Σ_{i<j} bᵢⱼ xᵢ² xⱼ with multiples of ¼ drawn from a seed, so that value, gradient and
/// Hessian at dyadic points are exact in either precision.
struct Polynomial: FormulaProblem {
  @Hyperparameter("dimension") var n = 2
  @Hyperparameter("seed") var seed = 0

  static let card = Card(name: "polynomial", summary: "", formula: "", source: "")

  var layout: Layout { .vector(n) }
  func start(seed: UInt64) -> [Double] { draws(1) }

  func draws(_ stream: UInt64) -> [Double] {
    let random = CounterRandom(seed: UInt64(seed)).split(stream: stream)
    return (0..<n).map { random.quarter(UInt64($0)) }
  }
  func a(_ i: Int) -> Double { CounterRandom(seed: UInt64(seed)).quarter(UInt64(i)) }
  func b(_ i: Int, _ j: Int) -> Double {
    CounterRandom(seed: UInt64(seed)).quarter(UInt64(100 + 20 * i + j))
  }

  func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    var sum = N.zero
    for i in 0..<x.count {
      sum += N(a(i)) * N.pow(x[i], 3)
      for j in (i + 1)..<max(i + 1, x.count) { sum += N(b(i, j)) * x[i] * x[i] * x[j] }
    }
    return sum
  }

  func closedGradient(_ x: [Double]) -> [Double] {
    x.indices.map { k in
      var sum = 3 * a(k) * x[k] * x[k]
      for j in (k + 1)..<max(k + 1, n) { sum += 2 * b(k, j) * x[k] * x[j] }
      for i in 0..<k { sum += b(i, k) * x[i] * x[i] }
      return sum
    }
  }

  func closedHessian(_ x: [Double]) -> [Double] {
    var hessian = [Double](repeating: 0, count: n * n)
    for k in 0..<n {
      hessian[k * n + k] = 6 * a(k) * x[k]
      for j in (k + 1)..<max(k + 1, n) {
        hessian[k * n + k] += 2 * b(k, j) * x[j]
        hessian[k * n + j] = 2 * b(k, j) * x[k]
        hessian[j * n + k] = hessian[k * n + j]
      }
    }
    return hessian
  }
}

@Suite("A problem with a formula") struct FormulaProblemTests {
  static let polynomials: [(n: Int, seed: Int)] = [1, 2, 3, 4, 5, 8, 9, 13].flatMap { n in
    (0..<3).map { (n, $0) }
  }

  private func polynomial(_ n: Int, _ seed: Int) throws -> Polynomial {
    try Polynomial {
      $0.n = n
      $0.seed = seed
    }
  }

  @Test("has the exact gradient of a random polynomial", arguments: polynomials)
  func gradient(n: Int, seed: Int) throws {
    let problem = try polynomial(n, seed)
    for stream in 1...4 as ClosedRange<UInt64> {
      let x = problem.draws(stream)
      let gradient = try problem.gradient(at: x)
      #expect(gradient == problem.closedGradient(x))
      #expect(gradient != problem.closedGradient(x.map { $0 + 0.25 }))
    }
  }

  @Test("has the exact, symmetric Hessian of a random polynomial", arguments: polynomials)
  func hessian(n: Int, seed: Int) throws {
    let problem = try polynomial(n, seed)
    let x = problem.draws(1)
    let hessian = try #require(problem.hessian(at: x))
    #expect(hessian == problem.closedHessian(x))
    for i in 0..<n {
      for j in 0..<i { #expect(hessian[i * n + j] == hessian[j * n + i]) }
    }
  }

  @Test("has the same exact gradient in Float", arguments: polynomials)
  func float(n: Int, seed: Int) throws {
    let problem = try polynomial(n, seed)
    let x = problem.draws(2)
    let objective = try Float.makeObjective(problem)
    var gradient = [Float](repeating: .nan, count: n)
    let value = objective.valueAndGradient(x.map(Float.init), &gradient)
    #expect(gradient.map(Double.init) == problem.closedGradient(x))
    #expect(try Double(value) == problem.value(at: x))
    #expect(objective.value(x.map(Float.init)) == value)
  }

  @Test("leaves no derivative behind from one evaluation to the next") func repeated() throws {
    let problem = try polynomial(5, 1)
    let objective = try Double.makeObjective(problem)
    for stream in [1, 2, 1, 3, 1] as [UInt64] {
      let x = problem.draws(stream)
      var gradient = [Double](repeating: .nan, count: 5)
      _ = objective.valueAndGradient(x, &gradient)
      #expect(gradient == problem.closedGradient(x))
    }
  }

  @Test("is a constant in no dimensions") func empty() throws {
    let problem = Nothing()
    #expect(try problem.value(at: []) == 7 && problem.gradient(at: []) == [])
    #expect(problem.hessian(at: []) == [])
  }

  @Test("checks an author's gradient against the formula's") func analytic() throws {
    let (value, gradient) = WrongSlope().dualGradient(at: [3])
    #expect(value == 9 && gradient == [6])
    #expect(try WrongSlope().gradient(at: [3]) == [5])
  }

  @Test("refuses hyperparameters out of range when it is compiled") func range() {
    var problem = Bowl()
    problem.n = -1
    #expect(throws: ConfigurationError.self) { try Double.makeObjective(problem) }
    #expect(throws: ConfigurationError.self) { try Float.makeObjective(problem) }
  }
}

/// An analytic problem with a wrong gradient.
struct WrongSlope: AnalyticProblem {
  static let card = Card(name: "slip", summary: "", formula: "", source: "")
  var layout: Layout { .vector(1) }
  func start(seed: UInt64) -> [Double] { [1] }
  func formula<N: FormulaNumber>(_ x: Point<N>) -> N { x[0] * x[0] }
  func gradient<T: KernelScalar>(_ x: Point<T>, into g: UnsafeMutablePointer<T>) {
    g[0] = 2 * x[0] - 1
  }
}
