import Descent
import DescentGSL
import LawMutants
import Testing

/// A certificate has no fixed scale: a problem in other units has the same verdict.
@Suite("The scale of a certificate") struct ScaleTests {
  /// 100 c (y − x²/ℓ)²/ℓ² + c (1 − x/ℓ)²: Rosenbrock's valley with points in units of ℓ and values in units
  /// of c.
  struct Scaled: FormulaProblem {
    @Hyperparameter("unit of points") var unit = 1.0
    @Hyperparameter("unit of values") var worth = 1.0
    @Hyperparameter("share by which the claim is off") var error = 0.0
    static let card = Card(name: "scaled", summary: "a valley", formula: "f", source: "made up")
    var layout: Layout { .vector(2) }
    func start(seed: UInt64) -> [Double] { [-1.25 * unit, unit] }
    func formula<N: FormulaNumber>(_ p: Point<N>) -> N {
      let (x, y) = (p[0] / N(unit), p[1] / N(unit))
      return N(worth) * (100 * (y - x * x) * (y - x * x) + (1 - x) * (1 - x) + 0.5)
    }
    var stationaryPoints: [StationaryPoint] {
      [
        StationaryPoint(
          .globalMinimum, at: [unit * (1 + error), unit], value: worth * (0.5 + error),
          .closedForm("the bottom"))
      ]
    }
  }

  static let units = [0x1p-80, 0x1p-30, 1, 0x1p30, 0x1p80]

  @Test(
    "A right claim passes and one that is off by 1e-6 fails, in any units", arguments: units, units)
  func scaled(length: Double, size: Double) throws {
    var problem = Scaled()
    (problem.unit, problem.worth) = (length, size)
    #expect(try certify(problem, #require(problem.stationaryPoints.first)).passes)
    problem.error = 1e-6
    let refused = try certify(problem, #require(problem.stationaryPoints.first))
    #expect(refused.objections.count == 2, "\(refused.objections)")
  }
}
