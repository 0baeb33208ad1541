import Descent
import DescentCatalog
import DescentGSL
import LawMutants
import Testing

/// Kinks near a start, where difference quotients of a right gradient do not converge.
@Suite("kinks within the step of a difference quotient") struct KinkTests {
  /// |x₀ − a| + max(0, x₀ + x₁ − b) + 3 |x₂|³ + x₁²
  struct Kinked: FormulaProblem {
    @Hyperparameter("a") var a = 0.0
    @Hyperparameter("b") var b = 0.0
    static let card = Card(name: "kinked", summary: "kinks", formula: "f", source: "made up")
    var layout: Layout { .vector(3) }
    func start(seed: UInt64) -> [Double] { [0, 0, 0] }
    func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
      let edge = max(N(0), x[0] + x[1] - N(b))
      let cubic = 3 * abs(x[2]) * abs(x[2]) * abs(x[2])
      return abs(x[0] - N(a)) + edge + cubic + x[1] * x[1]
    }
  }

  /// From far beyond the step to the point itself, on both sides.
  static let distances = [1, -1e-3, 3e-5, -2e-6, 1e-7, -1e-8, 1e-11, 0]

  @Test("a right gradient passes wherever the kink is", arguments: distances)
  func right(distance: Double) throws {
    for other in [0, 1e-4, -1e-6] {
      let problem = try Kinked(settings: [
        ("a", distance.hyperparameterText), ("b", (distance + other).hyperparameterText),
      ])
      #expect(try verifyDerivatives(problem).allSatisfy(\.passes), "b − a = \(other)")
    }
  }

  @Test("a wrong gradient is refused wherever the kink is", arguments: distances)
  func wrong(distance: Double) throws {
    let problem = try Kinked(settings: [("a", distance.hyperparameterText)])
    for entry in 0..<3 {
      let mutant = SpoiledProblem(
        base: problem, spoil: { _, g in g[entry] += 0.01 * (entry == 0 ? g[0] : 1) })
      #expect(try !verifyDerivatives(mutant).allSatisfy(\.passes), "entry \(entry)")
    }
  }

  @Test("a perceptron with relu units passes") func relu() throws {
    for text in ["mlp", "mlp:data=iris,hidden=7,activation=relu", "mlp:data=digits,hidden=3-3"] {
      let problem = try Catalog.registry.problem(Specification(text))
      #expect(try verifyDerivatives(problem).allSatisfy(\.passes), "\(text)")
    }
  }
}
