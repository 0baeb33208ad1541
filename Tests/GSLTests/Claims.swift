import Descent
import DescentGSL

/// Problems with features that no built-in one has: kinks, infima, a Hessian that doubles cannot decide.
enum ClaimedProblems {
  /// √(x² + y²) − s x + q (x⁴ + y⁴): a kink at 0, a minimum while |s| < 1.
  struct Cone: FormulaProblem {
    @Hyperparameter("slope") var s = 0.5
    @Hyperparameter("quartic") var q = 0.25
    static let card = Card(name: "cone", summary: "a tip", formula: "f", source: "made up")
    var layout: Layout { .vector(2) }
    func start(seed: UInt64) -> [Double] { [1, 2] }
    func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
      let square = x[0] * x[0] + x[1] * x[1]
      return N.sqrt(square) - N(s) * x[0] + N(q) * square * square
    }
  }

  /// |x| − |y|: a saddle with kinks.
  struct Roof: FormulaProblem {
    static let card = Card(name: "roof", summary: "a saddle", formula: "f", source: "made up")
    var layout: Layout { .vector(2) }
    func start(seed: UInt64) -> [Double] { [1, 2] }
    func formula<N: FormulaNumber>(_ x: Point<N>) -> N { abs(x[0]) - abs(x[1]) }
  }

  /// eˣ + y² + c: the infimum c is not attained; x³ + y² where it is unbounded.
  struct Slope: FormulaProblem {
    @Hyperparameter("height") var c = 0.0
    @Hyperparameter("claimed") var claimed = 0.0
    @Hyperparameter("whether it is a cubic") var cubic = false
    @Hyperparameter("whether it is claimed to be unbounded") var unbounded = false
    static let card = Card(name: "slope", summary: "no minimum", formula: "f", source: "made up")
    var layout: Layout { .vector(2) }
    func start(seed: UInt64) -> [Double] { [1, 2] }
    var infimum: Infimum? { Infimum(unbounded ? -.infinity : claimed, how: "x → −∞") }
    func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
      let first = cubic ? x[0] * x[0] * x[0] : N.exp(x[0])
      return first + x[1] * x[1] + N(c)
    }
  }

  /// Σ_i (Σ_j x_j tᵢʲ − 1)²: the Hessian of twelve monomials has a condition number beyond doubles.
  struct Monomials: ResidualProblem {
    static let card = Card(name: "monomials", summary: "a fit", formula: "f", source: "made up")
    var layout: Layout { .vector(12) }
    func start(seed: UInt64) -> [Double] { [Double](repeating: 1, count: 12) }
    var residualCount: Int { 30 }
    func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>) {
      for i in 0..<30 {
        let t = N(Double(i) / 29)
        var sum = N.zero
        for j in (0..<12).reversed() { sum = sum * t + x[j] }
        r[i] = sum - 1
      }
    }
    static let minimum = [1.0] + [Double](repeating: 0, count: 11)
  }

  /// (10⁴ (x − a) − y)² + (x − a)²: the minimum (a, 0) is a point of many digits, the condition 10¹⁶.
  struct Ravine: ResidualProblem {
    @Hyperparameter("abscissa") var a = 1.0 / 3
    static let card = Card(name: "ravine", summary: "narrow", formula: "f", source: "made up")
    var layout: Layout { .vector(2) }
    func start(seed: UInt64) -> [Double] { [1, 1] }
    var residualCount: Int { 3 }
    func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>) {
      r[0] = 1e8 * (x[0] - N(a)) + (x[1] - 3)
      r[1] = x[1] - 3
      r[2] = N(2)
    }
  }
}

extension StationaryPoint.Provenance {
  static let how = Self.closedForm("")
}

extension StationaryPoint {
  /// The claim with some parts replaced.
  func with(
    kind: Kind? = nil, curvature: Curvature? = nil, at point: [Double]? = nil,
    value: Double? = nil
  ) -> StationaryPoint {
    StationaryPoint(
      kind ?? self.kind, curvature: curvature ?? self.curvature, at: point ?? self.point,
      value: value ?? self.value, provenance)
  }
}
