import Descent
import Testing

/// A formula of twenty variables, given as a function of two neighbours.
struct Neighbours: FormulaProblem {
  @Hyperparameter("which") var function = "power"
  @Hyperparameter("dimension") var n = 20

  static let card = Card(name: "neighbours", summary: "", formula: "", source: "")

  init() {}
  init(_ function: Elementary, n: Int = 20) {
    self.function = function.rawValue
    self.n = n
  }

  var elementary: Elementary { Elementary(rawValue: function) ?? .exp }
  var layout: Layout { .vector(n) }
  func start(seed: UInt64) -> [Double] {
    let (random, domain) = (CounterRandom(seed: seed), elementary.domain)
    return (0..<n).map {
      domain.lowerBound + random.uniform(UInt64($0)) * (domain.upperBound - domain.lowerBound)
    }
  }
  func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    var sum = N.zero
    for i in 0..<n { sum += elementary(x[i]) * (1 + x[(i + 1) % n] * x[(i + 1) % n]) }
    return sum
  }
}

/// A random program of +, − and × on n variables and dyadic constants.
struct RandomProgram: FormulaProblem {
  @Hyperparameter("dimension") var n = 20
  @Hyperparameter("seed") var seed = 0

  static let card = Card(name: "program", summary: "", formula: "", source: "")

  var layout: Layout { .vector(n) }
  func start(seed: UInt64) -> [Double] {
    (0..<n).map { CounterRandom(seed: seed).quarter(UInt64($0)) }
  }
  func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    let random = CounterRandom(seed: UInt64(seed)).split(stream: 9)
    var numbers = Array(x)
    for step in 0..<UInt64(3 * n) {
      func operand(_ stream: UInt64) -> Int {
        Int(random.uniform(4 * step + stream) * Double(numbers.count))
      }
      let (a, b) = (numbers[operand(0)], numbers[operand(1)])
      switch Int(random.uniform(4 * step + 2) * 6) {
      case 0, 1: numbers.append(a + b)
      case 2: numbers.append(a - b)
      // Factors of variables and constants only, so that no product loses a bit.
      case 3: numbers.append(x[operand(0) % n] * x[operand(1) % n])
      case 4: numbers.append(x[operand(0) % n] * N(random.quarter(step)))
      default: numbers.append(N(random.quarter(step)) - a)
      }
    }
    return numbers.suffix(n).reduce(N(0.5)) { $0 + $1 }
  }
}

@Suite("A traced number") struct TracedTests {
  @Test("has the forward gradient of every elementary function", arguments: Elementary.allCases)
  func elementary(function: Elementary) throws {
    let problem = Neighbours(function)
    for seed in 0..<5 as Range<UInt64> {
      let x = problem.start(seed: seed)
      let (value, expected) = problem.dualGradient(at: x)
      let gradient = try problem.gradient(at: x)
      #expect(try problem.value(at: x) == value)
      for (a, b) in zip(gradient, expected) {
        #expect(abs(a - b) <= 1e-14 * (1 + abs(b) + abs(value)), "\(a), not \(b)")
      }
    }
  }

  @Test("has the forward Hessian of every elementary function", arguments: Elementary.allCases)
  func hessian(function: Elementary) throws {
    let problem = Neighbours(function, n: 7)
    let x = problem.start(seed: 1)
    let traced = try #require(problem.hessian(at: x))
    let nested = nestedHessian(problem, x)
    let size = nested.reduce(0) { max($0, abs($1)) }
    for (a, b) in zip(traced, nested) { #expect(abs(a - b) <= 1e-14 * size, "\(a), not \(b)") }
    for i in 0..<7 { for j in 0..<i { #expect(traced[7 * i + j] == traced[7 * j + i]) } }
    let v = problem.start(seed: 2)
    let product = try problem.hessianProduct(at: x, times: v)
    for i in 0..<7 {
      let expected = (0..<7).reduce(0) { $0 + nested[7 * i + $1] * v[$1] }
      #expect(abs(product[i] - expected) <= 1e-13 * size * 7)
    }
    var single = v.map { Float($0) }
    let objective = try Float.makeObjective(problem)
    objective.hessianProduct?(x.map { Float($0) }, v.map { Float($0) }, &single)
    for i in 0..<7 { #expect(abs(Double(single[i]) - product[i]) <= 1e-5 * size * 7) }
  }

  private func nestedHessian(_ problem: Neighbours, _ x: [Double]) -> [Double] {
    let n = x.count
    var hessian = [Double](repeating: 0, count: n * n)
    for i in 0..<n {
      for j in 0..<n {
        var point = x.map { Dual(value: Dual(value: $0)) }
        point[i].tangents[0] = 1
        point[j].value.tangents[0] = 1
        hessian[n * i + j] = point.withUnsafeBufferPointer {
          problem.formula(Point($0.baseAddress!, count: n)).tangents[0].tangents[0]
        }
      }
    }
    return hessian
  }

  @Test("equals forward mode to the bit on dyadic points", arguments: 0..<20)
  func dyadic(seed: Int) throws {
    let problem = try RandomProgram {
      $0.n = 17 + seed
      $0.seed = seed
    }
    let x = problem.start(seed: UInt64(seed))
    #expect(try problem.gradient(at: x) == problem.dualGradient(at: x).gradient)
    var single = x.map { Float($0) }
    _ = try Float.makeObjective(problem).valueAndGradient(x.map { Float($0) }, &single)
    #expect(single.map { Double($0) } == problem.dualGradient(at: x).gradient)
  }

  @Test("goes forward up to sixteen dimensions and back above") func crossover() throws {
    #expect(try Neighbours(.exp, n: 16).gradientMode == .forward)
    let mode = try Neighbours(.exp, n: 17).gradientMode
    #expect(mode == .reverse(operations: 17 * 4 - 1))
    #expect(mode?.description == "reverse, 67 operations")
    #expect(FormulaMode.reverse(operations: 7_991).description == "reverse, 7,991 operations")
    #expect(FormulaMode.reverse(operations: 1_000_000).description.contains(" 1,000,000 "))
    #expect(try WrongSlope().gradientMode == .written)
    #expect(try Means([1], batch: 1).gradientMode == nil)
    #expect(
      try JitteredProblem(Neighbours(.exp), scale: 1).gradientMode == .reverse(operations: 79))
  }
}
