/// A problem with low-precision results: the value and every entry of the gradient are rounded to
/// the nearest number with `bits` significant bits, or to the nearest multiple of a step.
///
/// Rounding is to nearest, ties to even. It depends only on the point, and applies to steps and reports
/// alike; products with the Hessian are rounded as well. A rule that needs ``Needs/consistentGradient``
/// is rejected. Positions and kinds of stationary points are those of the exact problem, and their
/// values are rounded; no smoothness constants are given.
package struct RoundedProblem: ProblemWrapper {
  /// The precision to which numbers are rounded.
  package enum Precision: Sendable, Hashable {
    /// A number of significant bits, 1 to 53, including the leading one: bfloat16 has 8.
    case bits(Int)
    /// Multiples of a step above 0, in the units of the value and of the gradient.
    case grid(Double)
  }

  package let base: any Problem
  package let precision: Precision

  /// - Throws: ``ConfigurationError`` for bits outside 1…53, or a step that is not positive and finite.
  package init(_ base: any Problem, to precision: Precision) throws(ConfigurationError) {
    switch precision {
    case .bits(let bits):
      guard (1...53).contains(bits) else {
        throw .outOfRange(owner: "rounded", key: "bits", value: String(bits), allowed: "[1, 53]")
      }
    case .grid(let step):
      guard step > 0, step.isFinite else {
        throw .outOfRange(
          owner: "rounded", key: "grid", value: step.hyperparameterText, allowed: "(0, inf)")
      }
    }
    self.base = base
    self.precision = precision
  }

  package var neutral: (any Problem)? { get throws { try RoundedProblem(base, to: .bits(53)) } }
  package var specification: Specification {
    switch precision {
    case .bits(let bits): specification("rounded", [(key: "bits", text: String(bits))])
    case .grid(let step): specification("rounded", [(key: "grid", text: step.hyperparameterText)])
    }
  }

  /// Whether nothing is rounded.
  package var isExact: Bool { precision == .bits(53) }

  package var offers: Needs {
    isExact ? base.offers : base.offers.subtracting([.consistentGradient, .residuals])
  }
  package var smoothness: Double? { isExact ? base.smoothness : nil }
  package var strongConvexity: Double? { isExact ? base.strongConvexity : nil }

  package var stationaryPoints: [StationaryPoint] {
    base.stationaryPoints.map {
      StationaryPoint(
        $0.kind, curvature: $0.curvature, at: $0.point, value: rounded($0.value), $0.provenance)
    }
  }

  package var infimum: Infimum? {
    base.infimum.map { Infimum(rounded($0.value), how: $0.how) }
  }

  /// A number rounded as in this problem's results.
  package func rounded<T: KernelScalar>(_ x: T) -> T { Self.rounded(x, to: precision) }

  private static func rounded<T: KernelScalar>(_ x: T, to precision: Precision) -> T {
    switch precision {
    case .bits(let bits):
      guard x.isNormal, bits <= T.significandBitCount else { return x }
      let unit = T(sign: .plus, exponent: x.exponent - T.Exponent(bits - 1), significand: 1)
      return unit.isNormal ? (x / unit).rounded(.toNearestOrEven) * unit : x
    case .grid(let step):
      let count = x / T(step)
      // Larger numbers are multiples of the step as far as floating point can represent them.
      guard abs(count) < 1 / T.ulpOfOne else { return x }
      return count.rounded(.toNearestOrEven) * T(step)
    }
  }

  package func _objective<T: KernelScalar>() throws -> Objective<T> {
    let exact = try T.makeObjective(base)
    guard !isExact else { return exact }
    let (n, precision) = (dimension, precision)
    func answered(_ g: UnsafeMutablePointer<T>, _ value: T) -> T {
      for i in 0..<n { g[i] = Self.rounded(g[i], to: precision) }
      return Self.rounded(value, to: precision)
    }
    func losses(_ metrics: Metrics) -> Metrics {
      metrics.mappingLosses { Double(Self.rounded(T($0), to: precision)) }
    }
    return exact.mapping(
      value: { x, ask in Self.rounded(ask(x), to: precision) },
      gradient: { x, g, ask in answered(g, ask(x, g)) },
      metrics: { x, ask in losses(ask(x)) })
  }
}

extension ProblemEntry {
  /// `rounded:bits=…,of=(…)` or `rounded:grid=…,of=(…)`: values and gradients in few digits.
  package static let rounded = ProblemEntry(Settings.self, parts: [of]) { settings, parts in
    let base = try parts.problem("of")
    guard settings.grid > 0 else {
      return try RoundedProblem(base, to: .bits(settings.bits))
    }
    try parts.exclude("grid", ["bits"], settings)
    return try RoundedProblem(base, to: .grid(settings.grid))
  }

  private struct Settings: Configurable {
    @Hyperparameter("significant bits of values and gradients", in: 1...53) var bits = 8
    @Hyperparameter("step of which they are multiples, in the place of bits; 0 for none", in: 0...)
    var grid = 0.0

    static let card = Card(
      name: "rounded", summary: "a problem with values and gradients of few digits",
      formula: "f ← rd(f(x)),   g ← rd(∇f(x)),   rd to nearest, ties to even",
      source: "Higham (2002), Accuracy and Stability of Numerical Algorithms, section 2.1")
  }
}
