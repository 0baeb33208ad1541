import Descent

/// A rule in a regime in which it is linear in the gradients: everywhere, or where ε dominates the root next
/// to it.
struct LinearCase {
  let rule: RuleSubject
  let settings: RuleCase
  let regime: LinearRegime

  /// The case in double precision and in at most `dimensions` dimensions, with hyperparameters changed so
  /// that the rule has a linear regime that satisfies `isFit`.
  /// - Throws: ``Inapplicable`` if there is none.
  init(
    _ rule: RuleSubject, _ original: RuleCase, dimensions: Int = 6,
    without kinds: [HyperparameterKind] = [],
    _ reason: String, isFit: (LinearRegime) -> Bool = { _ in true }
  ) throws {
    var c = try rule.withoutDecay(original)
    c = c.selecting(Array(0..<min(dimensions, c.count)))
    c.precision = .float64
    c = rule.withStabilizer(try rule.withoutGradientConstants(c), 0.5)
    c = rule.switchingOff(kinds, in: c)
    c = try rule.adapted(c, reason) { traits in
      guard let regime = traits.linearRegime, regime.preconditioner != 0 else { return false }
      return isFit(regime)
    }
    guard let regime = try rule.traits(c).linearRegime else { throw Inapplicable(reason) }
    (self.rule, settings, self.regime) = (rule, c, regime)
  }
}

/// A run of a rule on a landscape. For a rule with ε, lengths are in so small a unit that ε dominates the
/// root. In that unit, with gradients divided by ε, the rule is linear.
struct LandscapeWalk {
  private let landscape: Landscape
  private let rate: Double
  /// The unit of length, a power of two.
  private let unit: Double
  private let gradientUnit: Double
  private var session: Session
  /// The current components in the directions of the landscape.
  private(set) var components: [Double]

  init(_ rule: LinearCase, _ landscape: Landscape, rate: Double, from start: [Double]) throws {
    let scale = rule.regime.preconditioner
    unit = scale == nil ? 1 : 0x1p-300
    gradientUnit = unit * (scale ?? 1)
    session = try Session(rule.rule.optimizer(rule.settings), rule.settings)
    session.point = landscape.point(start).map { [unit] in $0 * unit }
    (self.landscape, self.rate) = (landscape, rate)
    components = []
    components = landscape.components(point)
  }

  var point: [Double] { session.point.map { $0 / unit } }

  /// Takes the first steps, which may be special, with a gradient of 0, and resets the point to the start.
  mutating func settle(_ steps: Int) {
    let start = session.point
    let zero = start.map { _ in 0.0 }
    for _ in 0..<steps { session.step(gradient: zero, rate: rate) }
    session.point = start
  }

  mutating func step() {
    let gradient = landscape.slope(components).map { $0 * gradientUnit }
    session.step(gradient: gradient, rate: rate)
    components = landscape.components(point)
  }
}

extension LinearRegime {
  /// A random product of rate and curvature below the limit at which the distance from the minimum never
  /// grows by more than a factor `peak`. Bias-corrected moments make the first steps so large that close to
  /// the limit the distance first grows by many orders of magnitude.
  func calmRate(_ limit: Double, _ draw: inout Draw, peak: Double) -> Double {
    var a = limit * (0.05 + 0.9 * draw.uniform())
    func isCalm() -> Bool {
      var product = transition(a, 1)
      for step in 2...400 where abs(product.xx) + abs(product.px) <= peak {
        product = transition(a, step) * product
      }
      return abs(product.xx) + abs(product.px) <= peak
    }
    while !isCalm() { a /= 2 }
    return a
  }

  /// The coefficients μ and w if every step is x ← x − w a x + μ (x − previous x) with the same coefficients,
  /// as for a heavy ball, or with μ = 0 for gradient descent; nil otherwise.
  package var heavyBall: (momentum: Double, weight: Double)? {
    let m = settled(1)
    // With a look-ahead, the determinant depends on a.
    let determinant = m.xx * m.pp - m.xp * m.px
    guard m == transition(1, 1), m.xp == 0 || abs(determinant - m.pp) < 0x1p-40 else { return nil }
    return (m.xp == 0 ? 0 : m.pp, 1 - m.xx)
  }
}
