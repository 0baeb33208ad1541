import Descent
import DescentLaws

struct CallsMinimumSaddle: WrongBowl {
  var stationaryPoints: [StationaryPoint] {
    [StationaryPoint(.saddle(index: 1), at: [0, 0], value: 0, .closedForm(""))]
  }
}

/// Adds a constant only in single precision, like a literal of the wrong type.
struct AnotherInFloat: WrongBowl {
  func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    let isSingle = N(1) + N(1e-12) == N(1)
    let square = x[0] * x[0] + 2 * x[1] * x[1]
    return isSingle ? square + N(1) : square
  }
}

/// Its combined value and gradient come from a second version of the formula.
struct SharesTerms: WrongBowl {
  func valueAndGradient<T: KernelScalar>(_ x: Point<T>, into g: UnsafeMutablePointer<T>) -> T {
    let (a, b) = (2 * x[0], 4 * x[1])
    (g[0], g[1]) = (a, b)
    return (a * x[0] + b * x[1]) / 2 + x[0] * T(1e-9)
  }
}

extension Mutants {
  static let formulaProblems: [Mutant] = [
    .problem(
      CallsMinimumSaddle.self, "bowl", "a minimum called a saddle", killedBy: "prob/inertia"),
    .problem(
      AnotherInFloat.self, "bowl", "another function in single precision",
      killedBy: "prob/precision"),
    .problem(
      SharesTerms.self, "bowl", "a second version of the formula", killedBy: "prob/together"),
  ]
}
