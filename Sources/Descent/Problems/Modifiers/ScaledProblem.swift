/// A problem in other units: `x ↦ 2ᵏ f(Dx)` with a diagonal `D` of positive factors.
///
/// The Hessian becomes `2ᵏ DHD`: if the factors span a ratio κ, its condition number grows by up to κ².
/// Scaling the value by a power of two is exact, and so are factors that are powers of two.
package struct ScaledProblem: TransformedProblem {
  package let base: any Problem
  /// The diagonal of `D`.
  package let factors: [Double]
  /// `k`.
  package let exponent: Int
  private let settings: [(key: String, text: String)]

  /// - Throws: ``ConfigurationError`` unless there is one positive, finite factor per coordinate and
  ///   the exponent lies in −100…100.
  package init(
    _ base: any Problem, factors: [Double], exponent: Int = 0
  ) throws(ConfigurationError) {
    try base.checkEntries(of: factors, owner: "scaled", key: "factors")
    if let factor = factors.first(where: { !($0 > 0) }) {
      throw .outOfRange(
        owner: "scaled", key: "factors", value: factor.hyperparameterText, allowed: "(0, inf)")
    }
    try self.init(
      base, factors, exponent, [(key: "factors", text: factors.hyperparameterText)])
  }

  /// Creates a scaled problem whose factors form a geometric progression from `1/√κ` for the
  /// first coordinate to `√κ` for the last.
  /// - Parameter condition: κ, at least 1: the ratio of the last factor to the first.
  /// - Throws: ``ConfigurationError`` for a κ below 1 or not finite, or an exponent outside −100…100.
  package init(
    _ base: any Problem, condition: Double, exponent: Int = 0
  ) throws(ConfigurationError) {
    guard condition >= 1, condition.isFinite else {
      throw .outOfRange(
        owner: "scaled", key: "condition", value: condition.hyperparameterText,
        allowed: "[1, inf)")
    }
    let n = base.dimension
    let factors = (0..<n).map { i in
      n == 1 ? 1 : Double.pow(condition, Double(i) / Double(n - 1) - 0.5)
    }
    try self.init(
      base, factors, exponent, [(key: "condition", text: condition.hyperparameterText)])
  }

  private init(
    _ base: any Problem, _ factors: [Double], _ exponent: Int,
    _ settings: [(key: String, text: String)]
  ) throws(ConfigurationError) {
    guard (-100...100).contains(exponent) else {
      throw .outOfRange(
        owner: "scaled", key: "exponent", value: String(exponent), allowed: "[-100, 100]")
    }
    (self.base, self.factors, self.exponent) = (base, factors, exponent)
    self.settings = settings + [(key: "exponent", text: String(exponent))]
  }

  package var change: Diagonal { Diagonal(factors) }
  package var valueFactor: Double { Double(sign: .plus, exponent: exponent, significand: 1) }
  package var neutral: (any Problem)? { get throws { try ScaledProblem(base, condition: 1) } }
  package var specification: Specification { specification("scaled", settings) }

  package var smoothness: Double? {
    base.smoothness.map { valueFactor * $0 * square(factors.max() ?? 1) }
  }

  package var strongConvexity: Double? {
    base.strongConvexity.map { valueFactor * $0 * square(factors.min() ?? 1) }
  }

  private func square(_ x: Double) -> Double { x * x }

  /// `y = Dx`.
  package struct Diagonal: VariableChange {
    private let d: [Double]

    init(_ d: [Double]) { self.d = d }

    package func apply<T: KernelScalar>(_ x: UnsafePointer<T>, _ y: UnsafeMutablePointer<T>) {
      for i in d.indices { y[i] = T(d[i]) * x[i] }
    }

    package func push<T: KernelScalar>(_ v: UnsafePointer<T>, _ w: UnsafeMutablePointer<T>) {
      apply(v, w)
    }

    package func pull<T: KernelScalar>(
      _ g: UnsafeMutablePointer<T>, work: UnsafeMutablePointer<T>
    ) { for i in d.indices { g[i] *= T(d[i]) } }

    package func preimage(_ y: [Double]) -> [Double] { zip(y, d).map { $0 / $1 } }

    package func preimage(direction v: [Double]) -> [Double] {
      let w = preimage(v)
      let (old, new) = (euclideanNorm(v, v.count), euclideanNorm(w, w.count))
      return old == new || new == 0 ? w : w.map { $0 * (old / new) }
    }
  }
}

extension ProblemEntry {
  /// `scaled:condition=…,exponent=…,of=(…)`: x ↦ 2ᵏ f(Dx).
  package static let scaled = ProblemEntry(Settings.self, parts: [of]) { settings, parts in
    let base = try parts.problem("of")
    guard !settings.factors.isEmpty else {
      return try ScaledProblem(
        base, condition: settings.condition, exponent: settings.exponent)
    }
    try parts.exclude("factors", ["condition"], settings)
    return try ScaledProblem(base, factors: settings.factors, exponent: settings.exponent)
  }

  private struct Settings: Configurable {
    @Hyperparameter("ratio of the last variable's factor to the first's", in: 1...)
    var condition = 10.0
    @Hyperparameter("the factors, one a coordinate; in the place of a geometric progression")
    var factors: [Double] = []
    @Hyperparameter("the value is multiplied by 2 to this power", in: -100...100)
    var exponent = 0

    static let card = Card(
      name: "scaled", summary: "a problem with its variables and its value in other units",
      formula: "x ↦ 2ᵏ f(Dx),   dᵢ = κ^((i−1)/(n−1) − ½)",
      source: "Hansen et al. (2009), Real-parameter black-box optimization benchmarking, Λ")
  }
}
