import Descent
import Testing

/// A formula given by a function of its point and of a number, in any dimension.
private protocol Formula: FormulaProblem {}

extension Formula {
  static var card: Card { Card(name: "\(Self.self)", summary: "", formula: "", source: "") }
  func start(seed: UInt64) -> [Double] {
    (0..<dimension).map { CounterRandom(seed: seed).quarter(UInt64($0)) }
  }
}

/// A loop whose length depends on x₀: the tape is longer for larger x₀.
private struct DataDependentLoop: Formula {
  var layout: Layout { .vector(20) }
  func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    var (sum, i) = (x[1], N.zero)
    while i < x[0] {
      sum += x[0] * x[0]
      i += 1
    }
    return sum
  }
}

private struct Branches: Formula {
  var layout: Layout { .vector(18) }
  func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    (0..<18).reduce(N.zero) { sum, i in
      sum + (x[i] > 1 ? 5 * x[i] : max(abs(x[i]), x[i] * x[i] - 3))
    }
  }
}

private struct Constant: Formula {
  var layout: Layout { .vector(30) }
  func formula<N: FormulaNumber>(_ x: Point<N>) -> N { N(3) * N.exp(N(0)) }
}

/// Only the third of forty coordinates, itself.
private struct Coordinate: Formula {
  var layout: Layout { .vector(40) }
  func formula<N: FormulaNumber>(_ x: Point<N>) -> N { 2 + x[2] }
}

/// √(Σ_{i≥1} xᵢ²) + √(x₀ − 2√x₀ + 1) + log x₀: kinks and poles at 0 and 1.
private struct Norm: Formula {
  @Hyperparameter("dimension") var n = 20
  var layout: Layout { .vector(n) }
  func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    var sum = N.zero
    for i in 1..<n { sum += x[i] * x[i] }
    return N.sqrt(sum) + N.sqrt(x[0] - 2 * N.sqrt(x[0]) + 1) + N.log(x[0])
  }
}

/// Chained Rosenbrock in many dimensions.
private struct Chain: Formula {
  var layout: Layout { .vector(1000) }
  func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    var sum = N.zero
    for i in 0..<(x.count - 1) {
      let (wall, slope) = (x[i + 1] - x[i] * x[i], 1 - x[i])
      sum += 100 * wall * wall + slope * slope
    }
    return sum
  }
}

@Suite("The tape") struct TapeTests {
  @Test("follows a branch and a loop at each evaluation") func branches() throws {
    let objective = try Double.makeObjective(Branches())
    for seed in [1, 2, 1, 3] as [UInt64] {
      let x = Branches().start(seed: seed).map { 2 * $0 }
      var gradient = x
      _ = objective.valueAndGradient(x, &gradient)
      let expected = x.map { $0 > 1 ? 5 : abs($0) >= $0 * $0 - 3 ? ($0 < 0 ? -1 : 1) : 2 * $0 }
      #expect(gradient == expected)
    }
    let loop = try Double.makeObjective(DataDependentLoop())
    for turns in [2, 500, 3, 4000, 0] {
      var (x, gradient) = ([Double](repeating: 1, count: 20), [Double](repeating: .nan, count: 20))
      x[0] = Double(turns)
      let value = loop.valueAndGradient(x, &gradient)
      #expect(value == 1 + x[0] * x[0] * x[0])
      #expect(gradient[0] == 2 * x[0] * x[0] && gradient[1] == 1)
      #expect(gradient[2...].allSatisfy { $0 == 0 })
    }
  }

  @Test("is 0 for variables that a formula does not depend on") func ignored() throws {
    let zeros = [Double](repeating: 0, count: 40)
    #expect(try Constant().gradient(at: Array(zeros[..<30])) == Array(zeros[..<30]))
    #expect(try Constant().gradientMode == .reverse(operations: 0))
    var unit = zeros
    unit[2] = 1
    #expect(try Coordinate().gradient(at: zeros) == unit && Coordinate().value(at: unit) == 3)
    #expect(try Coordinate().gradientMode == .reverse(operations: 0))
    #expect(Constant().hessian(at: Array(zeros[..<30])) == [Double](repeating: 0, count: 900))
    #expect(try Coordinate().hessianProduct(at: zeros, times: unit) == zeros)
  }

  @Test("has the conventions of forward mode at kinks, poles and ends of domains")
  func conventions() throws {
    for (first, others) in [(0.0, 0.0), (0, 1), (1, 0), (1, 2), (-1, 0), (-1, 1), (4, 0), (4, 2)] {
      var x = [Double](repeating: others, count: 20)
      x[0] = first
      let (value, expected) = Norm().dualGradient(at: x)
      let objective = try Double.makeObjective(Norm())
      // Evaluate twice, because the first evaluation allocates the memory.
      for _ in 0..<2 {
        var gradient = x
        let found = objective.valueAndGradient(x, &gradient)
        #expect(same([found], [value]) && same(gradient, expected), "\(gradient), not \(expected)")
      }
    }
    // A derivative of 0 beside an infinite slope stays 0.
    var origin = [Double](repeating: 0, count: 20)
    origin[0] = 4
    #expect(try Norm().gradient(at: origin)[1...].allSatisfy { $0 == 0 })
  }

  private func same(_ a: [Double], _ b: [Double]) -> Bool {
    zip(a, b).allSatisfy {
      $0 == $1 || $0.isNaN && $1.isNaN || abs($0 - $1) <= 4 * Double.ulpOfOne * abs($1)
    }
  }

  @Test("has the nested numbers' Hessian where a second derivative is infinite")
  func curvedConventions() throws {
    let problem = try Norm { $0.n = 6 }
    let x = [4.0, 0, 0, 0, 0, 0]
    let hessian = try #require(problem.hessian(at: x))
    #expect(hessian[7] == .infinity && hessian[1] == 0)
    let product = try problem.hessianProduct(at: x, times: [0, 1, 0, 0, 0, 0])
    #expect(product[1] == .infinity && product[0] == 0)
  }

  @Test("counts the operations of the chained valley, constants apart") func operations() throws {
    #expect(try Chain().gradientMode == .reverse(operations: 7_991))
    let x = Chain().start(seed: 4)
    #expect(try Chain().gradient(at: x) == Chain().dualGradient(at: x).gradient)
  }
}
