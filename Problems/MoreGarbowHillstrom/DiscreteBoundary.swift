import Descent

/// The grid, the start and the solution that the discrete boundary value problem and the discrete
/// integral equation share.
struct DiscreteBoundary {
  let n: Int
  let h: Double

  init(_ n: Int) { (self.n, h) = (n, 1 / Double(n + 1)) }

  /// The inner point tᵢ₊₁, counting from 0, and its distance from the end, each rounded once.
  func t(_ i: Int) -> Double { Double(i + 1) / Double(n + 1) }
  func rest(_ i: Int) -> Double { Double(n - i) / Double(n + 1) }

  /// (xᵢ + tᵢ + 1)³
  func cube<N: FormulaNumber>(_ x: Point<N>, _ i: Int) -> N {
    let base = x[i] + N(1 + t(i))
    return base * base * base
  }

  var start: [Double] { (0..<n).map { -t($0) * rest($0) } }

  /// The only stationary point of both functions. The Jacobians are A + D and I + A⁻¹D with A
  /// positive definite and D ≥ 0, so they are invertible, and the gradient vanishes only where the
  /// residuals do. The residuals are the gradient of the strictly convex ½ xᵀAx + Σ h²(xᵢ + tᵢ +
  /// 1)⁴/8, which vanishes at one point.
  var minimum: StationaryPoint {
    StationaryPoint(
      .globalMinimum, at: solution, value: 0,
      .closedForm("all residuals vanish; the one solution, by Newton's method"))
  }

  /// Computed with Newton's method, where each step solves a tridiagonal system.
  private var solution: [Double] {
    var x = start
    var (pivots, rests) = (x, x)
    for _ in 0..<12 {
      for i in 0..<n {
        let base = x[i] + t(i) + 1
        let neighbours = (i > 0 ? x[i - 1] : 0) + (i + 1 < n ? x[i + 1] : 0)
        pivots[i] = 2 + 1.5 * h * h * base * base
        rests[i] = neighbours - 2 * x[i] - h * h / 2 * base * base * base
        guard i > 0 else { continue }
        rests[i] += rests[i - 1] / pivots[i - 1]
        pivots[i] -= 1 / pivots[i - 1]
      }
      var step = 0.0
      for i in stride(from: n - 1, through: 0, by: -1) {
        step = (rests[i] + step) / pivots[i]
        x[i] += step
      }
    }
    return x
  }
}

/// A problem on the grid of `DiscreteBoundary`.
public protocol DiscreteBoundaryProblem: ResidualProblem {
  /// The number of inner points.
  var n: Int { get }
}

extension DiscreteBoundaryProblem {
  public var layout: Layout { .vector(n) }
  public func start(seed: UInt64) -> [Double] { DiscreteBoundary(n).start }
  public var stationaryPoints: [StationaryPoint] { [DiscreteBoundary(n).minimum] }
  public var window: PlotWindow? { n == 2 ? PlotWindow(x: -2...2, y: -2...2) : nil }
  public var residualCount: Int { n }
}
