import Descent

/// The definition of a schedule-free rule: zₜ = z₀ − Σ eᵢ dᵢ, the average Σ wᵢ zᵢ / Σ wᵢ over all of them
/// with wᵢ = iʳ (max e)^p, and the point between the two.
public struct ScheduleFreeDefinition<N: DefinitionNumber> {
  private let rule: any ScheduleFree
  private var descended: [N] = []
  private var weights: [N] = []
  private var largest = N(0)
  private var start: N?

  public init(rule: any ScheduleFree) { self.rule = rule }

  /// The descended point before the next step.
  public func point(from x: N) -> N { descended.last ?? x }

  public mutating func next(from x: N, rate: N, direction d: N) -> N {
    let t = descended.count + 1
    let first = start ?? x
    start = first
    let warmup = min(1, Double(t) / Double(max(1, rule.warmupSteps)))
    let e = rule.warmupSteps == 0 ? rate : rate * N(warmup)
    largest = N.max(largest, e)
    weights.append(power(N(Double(t)), rule.r) * power(largest, rule.weightLrPower))
    let z = point(from: x) - e * d
    descended.append(z)
    var (sum, total) = (N(0), N(0))
    for (weight, z) in zip(weights, descended) {
      sum = sum + weight
      total = total + weight * (z - first)
    }
    let average = first + N.quotient(total, sum)
    return N(rule.averaging) * average + N.complement(rule.averaging) * z
  }

  /// xᵖ for p ≥ 0, computed with products and square roots, because definition numbers have no
  /// powers. 0⁰ is 1.
  private func power(_ x: N, _ exponent: Double) -> N {
    var (result, square, whole) = (N(1), x, Int(exponent))
    while whole > 0 {
      if whole % 2 == 1 { result = result * square }
      square = square * square
      whole /= 2
    }
    var (root, rest) = (x, exponent - exponent.rounded(.down))
    while rest > 0 {
      root = root.squareRoot()
      rest *= 2
      if rest >= 1 {
        result = result * root
        rest -= 1
      }
    }
    return result
  }
}
