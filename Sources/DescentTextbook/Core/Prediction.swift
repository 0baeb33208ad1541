/// The theoretical value of a measurement, with a tolerance.
public struct Prediction: Sendable {
  /// The name of the quantity: "rate limit", "slope for momentum 0.9".
  public let name: String
  /// The number, or the bound, evaluated from the formula.
  public let value: Double
  public let criterion: Criterion

  public init(_ name: String, _ value: Double, _ criterion: Criterion) {
    self.name = name
    self.value = value
    self.criterion = criterion
  }

  /// Whether a measured number agrees.
  public func holds(for measured: Double) -> Bool { criterion.margin(measured, value) <= 1 }

  /// The share of the tolerance that is used; at most 1 if the prediction holds.
  public func margin(for measured: Double) -> Double { criterion.margin(measured, value) }
}

/// The criterion for agreement between a measured and a predicted number.
public enum Criterion: Sendable, Hashable {
  /// |measured − predicted| ≤ tolerance · |predicted|.
  case relative(Double)
  /// |measured − predicted| ≤ tolerance.
  case absolute(Double)
  /// measured ≤ predicted · (1 + slack): a bound from above.
  case atMost(slack: Double)
  /// measured ≤ predicted + slack.
  case absoluteAtMost(Double)
  /// measured ≥ predicted · (1 − slack): a bound from below.
  case atLeast(slack: Double)
  /// low ≤ measured ≤ high, where the prediction is a band.
  case within(low: Double, high: Double)
  /// measured = predicted, bit for bit.
  case exactly
  /// |measured − predicted| ≤ k standard errors of the measurement.
  case sigmas(Double, standardError: Double)

  /// The share of the tolerance that is used; infinite for NaN.
  func margin(_ measured: Double, _ predicted: Double) -> Double {
    guard !measured.isNaN, !predicted.isNaN else { return .infinity }
    let difference = abs(measured - predicted)
    switch self {
    case .relative(let tolerance): return ratio(difference, tolerance * abs(predicted))
    case .absolute(let tolerance): return ratio(difference, tolerance)
    case .atMost(let slack):
      return ratio(measured, predicted + slack * abs(predicted), orderly: true)
    case .absoluteAtMost(let slack): return max(0, measured - predicted) / slack
    case .atLeast(let slack):
      return ratio(predicted - slack * abs(predicted), measured, orderly: true)
    case .within(let low, let high):
      let (centre, half) = ((low + high) / 2, (high - low) / 2)
      return ratio(abs(measured - centre), half)
    case .exactly: return measured == predicted ? 0 : .infinity
    case .sigmas(let k, let standardError): return ratio(difference, k * standardError)
    }
  }

  /// `a / b`, adjusted so that it is at most 1 if and only if a ≤ b.
  private func ratio(_ a: Double, _ b: Double, orderly: Bool = false) -> Double {
    if a <= b { return b > 0 ? max(0, a / b) : (orderly ? 1 : 0) }
    return b > 0 ? max(a / b, 1.0.nextUp) : .infinity
  }

  /// The criterion in words: "rel 1e-6", "at most".
  public var text: String {
    switch self {
    case .relative(let tolerance): "rel \(tolerance)"
    case .absolute(let tolerance): "abs \(tolerance)"
    case .atMost(let slack): slack == 0 ? "at most" : "at most, rel \(slack)"
    case .absoluteAtMost(let slack): "at most, abs \(slack)"
    case .atLeast(let slack): slack == 0 ? "at least" : "at least, rel \(slack)"
    case .within(let low, let high): "\(low) to \(high)"
    case .exactly: "equal"
    case .sigmas(let k, _): "\(k) sigma"
    }
  }
}
