import Descent

/// The monkey saddle: at 0 both gradient and Hessian vanish, so a second-order test cannot see
/// that three valleys lead down from there.
///
/// In polar coordinates f = r³ cos 3θ + ¾ r⁴: three minima on the unit circle, at θ = π/3, π, 5π/3.
/// Without the confinement ¾ r⁴ there is no minimum.
/// - Source: Kühnel, "Differentialgeometrie", 4th edition, 2008, p. 51, for x³ − 3xy².
public struct MonkeySaddle: AnalyticProblem {
  @Hyperparameter("adds the quartic that bounds f from below") public var confined = true

  public init() {}

  public static let card = Card(
    name: "monkey", summary: "degenerate saddle with three valleys",
    formula: "f(x, y) = x³ − 3xy² + ¾ (x² + y²)²",
    source: "Kühnel, Differentialgeometrie, 2008, p. 51; confined by a quartic")

  public static let record = ProblemRecord(
    family: "saddles",
    named: ["monkey_saddle": "confined=false", "monkey_saddle_confined": "confined=true"],
    instances: ["monkey", "monkey:confined=false"],
    flags: [.degenerate, .multimodal])

  public var layout: Layout { .vector(2) }

  /// This start is not on any of the three ridges, from which the degenerate point attracts.
  public func start(seed: UInt64) -> [Double] { [0.5, 0.1] }

  public var stationaryPoints: [StationaryPoint] {
    let flat = StationaryPoint(
      .degenerate, at: [0, 0], value: 0, .closedForm("every term has order 3 or more"))
    guard confined else { return [flat] }
    let height = Double(0.75).squareRoot()
    let how = StationaryPoint.Provenance.closedForm("cos 3θ = −1 and r = 1 in polar coordinates")
    let minima = [[-1, 0], [0.5, height], [0.5, -height]].map {
      StationaryPoint(.globalMinimum, at: $0, value: -0.25, how)
    }
    return minima + [flat]
  }

  public var infimum: Infimum? {
    confined ? nil : Infimum(-.infinity, how: "f = −r³ along θ = π in polar coordinates")
  }

  public var window: PlotWindow? { PlotWindow(x: -1.5...1.5, y: -1.5...1.5) }

  public func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    let (a, b) = (x[0] * x[0], x[1] * x[1])
    let saddle = x[0] * (a - 3 * b)
    guard confined else { return saddle }
    let square = a + b
    return saddle + N(0.75) * square * square
  }

  public func gradient<T: KernelScalar>(_ x: Point<T>, into g: UnsafeMutablePointer<T>) {
    let (a, b) = (x[0] * x[0], x[1] * x[1])
    let pull: T = confined ? 3 * (a + b) : 0
    g[0] = 3 * (a - b) + pull * x[0]
    g[1] = (pull - 6 * x[0]) * x[1]
  }
}
