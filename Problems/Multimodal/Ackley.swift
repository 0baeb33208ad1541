import Descent

/// Ackley's function: a cone at the origin in a nearly flat plain with many small dents.
///
/// At the minimum 0 the function has a kink of slope ab/√n, so ‖∇f‖ does not approach 0 there, and
/// a gradient test does not stop a method. ∇f(0) is defined as 0. The formula uses eʸ − 1, so f(0)
/// is 0 and not 4.4e-16 as with the printed formula. For n = 2, [−5, 5]² contains 120 other
/// minima, 220 saddles and 100 maxima. The lowest eight are listed.
/// - Source: Ackley, "A Connectionist Machine for Genetic Hillclimbing", 1987; in n dimensions
///   Bäck, "Evolutionary Algorithms in Theory and Practice", 1996.
public struct Ackley: FormulaProblem {
  @Hyperparameter("dimension n", in: 1...) public var n = 2
  @Hyperparameter("depth a of the cone", above: 0) public var a = 20.0
  @Hyperparameter("decay b of the cone", above: 0) public var b = 0.2
  @Hyperparameter("wave number c of the dents") public var c = 2 * Double.pi

  public init() {}

  public static let card = Card(
    name: "ackley", summary: "cone in a plain full of dents",
    formula: "f(x) = −a exp(−b √((1/n) Σ xᵢ²)) − exp((1/n) Σ cos cxᵢ) + a + e",
    source: "Ackley, 1987; Bäck, Evolutionary Algorithms in Theory and Practice, 1996")

  public static let record = ProblemRecord(
    family: "multimodal", named: ["ackley_2": "n=2", "ackley_10": "n=10"],
    instances: ["ackley", "ackley:n=10", "ackley:n=3,a=5,b=0.5,c=3"], flags: .multimodal)

  public var layout: Layout { .vector(n) }

  /// 5⁄2, −3⁄2, 5⁄2, …
  public func start(seed: UInt64) -> [Double] { (0..<n).map { $0 % 2 == 0 ? 2.5 : -1.5 } }

  public var stationaryPoints: [StationaryPoint] {
    let centre = StationaryPoint(
      .globalMinimum, curvature: .kink, at: [Double](repeating: 0, count: n), value: 0,
      .closedForm("both differences are 0 at 0, and nowhere negative"))
    guard n == 2, a == 20, b == 0.2, c == 2 * Double.pi else { return [centre] }
    let (low, high) = (0.9521665459501717, 0.6257806168564638)
    let how = StationaryPoint.Provenance.krawczyk
    return [centre]
      + [[low, 0], [0, low]].flatMap {
        StationaryPoint(.localMinimum, at: $0, value: 2.579927557029872, how).signImages()
      }
      + [[high, 0], [0, high]].flatMap {
        StationaryPoint(.saddle(index: 1), at: $0, value: 3.2524692451131805, how).signImages()
      }
  }

  public var window: PlotWindow? { n == 2 ? PlotWindow(x: -5...5, y: -5...5) : nil }

  public func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    var (squares, waves) = (N.zero, N.zero)
    for i in 0..<x.count {
      let wave = N.sin(N(c / 2) * x[i])
      squares += x[i] * x[i]
      waves += wave * wave
    }
    let count = N(Double(n))
    let cone = N.expMinusOne(-N(b) * N.sqrt(squares / count))
    // cos cx = 1 − 2 sin²(cx/2)
    return -N(a) * cone - N(Double.exp(1)) * N.expMinusOne(-2 * waves / count)
  }
}
