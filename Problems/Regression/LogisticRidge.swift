import Descent

/// Ridge logistic regression on fixed data: strongly convex with known constants, and a usual test
/// case for rates of convergence.
///
/// There is no intercept. The features are multiples of ¼, and the labels are signs of exact numbers,
/// so the data are identical on all machines.
/// - Source: Cox, "The regression analysis of binary sequences", Journal of the Royal Statistical
///   Society B 20(2), 1958.
public struct LogisticRidge: FormulaProblem, LikelihoodProblem {
  @Hyperparameter("ridge coefficient λ", in: 0...) public var ridge = 0.01
  @Hyperparameter("number of examples m", in: 1...100_000) public var m = 60
  @Hyperparameter("dimension n", in: 1...) public var n = 5
  @Prepared var loss: LogisticLoss? = nil

  public init() {}

  public static let card = Card(
    name: "logreg-ridge", summary: "ridge logistic regression on fixed data",
    formula: "f(w) = (1/m) Σ ln(1 + exp(−yᵢ aᵢ·w)) + (λ/2) ‖w‖²",
    source: "Cox, Journal of the Royal Statistical Society B 20(2), 1958")

  public static let record = ProblemRecord(
    family: "regression",
    named: ["logreg_ridge_0.01": "ridge=0.01", "logreg_ridge_0.001": "ridge=0.001"],
    instances: ["logreg-ridge", "logreg-ridge:ridge=0.001"], flags: .convex)

  public var layout: Layout { .vector(n) }

  /// Checks the memory for one number per feature and example.
  public func validate() throws(ConfigurationError) {
    try MachineMemory.check(Self.card.name, bytes: 2 * 8 * Double(m) * Double(n))
  }

  public mutating func prepare() { loss = examples }

  /// aᵢⱼ yᵢ, where yᵢ is the sign of aᵢ₁ − aᵢ₂ + aᵢ₃ − … with noise, never 0.
  private var examples: LogisticLoss {
    let (random, noise) = (CounterRandom(seed: 2024), CounterRandom(seed: 2025))
    let rows = (0..<m).flatMap { i in
      let a = (0..<n).map { random.quarter(UInt64(n * i + $0)) }
      var score = (Double(noise.bits(UInt64(i)) >> 60) - 7.5) / 4
      for j in 0..<n { score += j % 2 == 0 ? a[j] : -a[j] }
      return a.map { score > 0 ? $0 : -$0 }
    }
    return LogisticLoss(rows: rows, width: n)
  }

  public func start(seed: UInt64) -> [Double] { [Double](repeating: 0, count: n) }

  public var stationaryPoints: [StationaryPoint] {
    let known: (point: [Double], value: Double)
    switch (m, n, ridge) {
    case (60, 5, 0.01): known = (Self.strong, 0.32552379999225567)
    case (60, 5, 0.001): known = (Self.weak, 0.29823892769016525)
    default: return []
    }
    return [StationaryPoint(.globalMinimum, at: known.point, value: known.value, .krawczyk)]
  }

  private static let strong = [
    1.0328934315234446, -1.088292464282319, 0.8293054096153967, -1.094800914793776,
    0.9709745959974861,
  ]
  private static let weak = [
    1.234387194460383, -1.342999571630907, 0.9766703161425452, -1.34893188691239,
    1.1548772859258998,
  ]

  /// λ and the largest eigenvalue of Σ aᵢaᵢᵀ/(4m), which is the Hessian at 0 without the ridge,
  /// where it is largest.
  public var smoothness: Double? { m == 60 && n == 5 ? 0.46643522854111855 + ridge : nil }
  public var strongConvexity: Double? { ridge > 0 ? ridge : nil }
  public var window: PlotWindow? { n == 2 ? PlotWindow(x: -3...3, y: -3...3) : nil }

  public func _likelihood32() throws -> Likelihood<Float>? { examples.likelihood() }
  public func _likelihood64() throws -> Likelihood<Double>? {
    examples.likelihood()
  }

  public func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    (loss ?? examples).value(x, ridge: ridge, penalised: n)
  }
}
