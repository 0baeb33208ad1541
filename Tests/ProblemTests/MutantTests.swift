import Descent
import Testing

/// The bowl x² + 2y² with one thing wrong, chosen by `fault`: each check must find its own.
struct MutantBowl: AnalyticProblem {
  enum Fault: String, CaseIterable, WordHyperparameter {
    case none, gradientSign, kind, single
  }

  @Hyperparameter("what is wrong") var fault = Fault.none

  static let card = Card(name: "mutant", summary: "", formula: "", source: "")
  var layout: Layout { .vector(2) }
  func start(seed: UInt64) -> [Double] { [1, 1] }

  var stationaryPoints: [StationaryPoint] {
    [
      StationaryPoint(
        fault == .kind ? .saddle(index: 1) : .globalMinimum, at: [0, 0], value: 0,
        .closedForm(""))
    ]
  }

  func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    // Detects Float by its precision: the fault of a formula with a constant of the wrong type.
    let isSingle = N(1) + N(1e-12) == N(1)
    let square = x[0] * x[0] + 2 * x[1] * x[1]
    return fault == .single && isSingle ? square + N(1) : square
  }

  func gradient<T: KernelScalar>(_ x: Point<T>, into g: UnsafeMutablePointer<T>) {
    g[0] = 2 * x[0]
    g[1] = fault == .gradientSign ? -4 * x[1] : 4 * x[1]
  }
}

@Suite struct MutantTests {
  let random = CounterRandom(seed: 1)
  func bowl(_ fault: MutantBowl.Fault) throws -> MutantBowl { try MutantBowl { $0.fault = fault } }

  @Test("finds nothing wrong with the right bowl") func sound() throws {
    let problem = try bowl(.none)
    #expect(try checkDifferences(problem, random) == nil)
    #expect(checkInertia(problem) == nil)
    #expect(try checkFloat(problem, random) == nil)
  }

  @Test("finds a wrong sign in a gradient") func gradientSign() throws {
    let problem = try bowl(.gradientSign)
    #expect(try checkDifferences(problem, random) != nil)
  }

  @Test("finds a minimum called a saddle") func kind() throws {
    #expect(checkInertia(try bowl(.kind)) != nil)
  }

  @Test("finds a formula that is another one in Float") func single() throws {
    #expect(try checkFloat(try bowl(.single), random) != nil)
  }

  @Test("has eigenvalues right in its own solver") func jacobi() {
    let root = Double(2).squareRoot()
    let found = jacobiEigenvalues([2, -1, 0, -1, 2, -1, 0, -1, 2], 3)
    #expect(distance(found, [2 - root, 2, 2 + root]) < 1e-14)
    #expect(jacobiEigenvalues([5], 1) == [5])
  }
}
