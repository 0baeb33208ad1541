import Descent
import DescentRules

extension AdamW {
  public var decoupledDecay: Double { weightDecay }

  public func decoupledDecay(rate: Double, baseRate: Double) -> Double {
    decay.factor(rate: rate, base: baseRate) * weightDecay
  }
}

extension AdamW {
  /// The fingerprint scales a probe's rates but not the rate before the schedule. To it η/η₀ therefore
  /// seems to have the unit of η.
  static let scaledDecayExemptions = ["schedule", "rate_squared"].map {
    Exemption(
      law: "F1", settings: ["decay": $0], reason: "the decay reads the rate before the schedule",
      reference: "Loshchilov and Hutter, ICLR 2019, arXiv:1711.05101, Algorithm 2")
  }
}
