import Descent
import DescentRules

extension AdamW {
  public var decoupledDecay: Double { weightDecay }

  public func decoupledDecay(rate: Double, baseRate: Double) -> Double {
    decay.factor(rate: rate, base: baseRate) * weightDecay
  }
}

extension AdamW {
  /// The fingerprint scales the rates of a probe and not the rate before the schedule, so that it takes
  /// η/η₀ for a number with the unit of η.
  static let scaledDecayExemptions = ["schedule", "rate_squared"].map {
    Exemption(
      law: "F1", settings: ["decay": $0], reason: "the decay reads the rate before the schedule",
      reference: "Loshchilov and Hutter, ICLR 2019, arXiv:1711.05101, Algorithm 2")
  }
}
