import Descent

extension Yogi {
  /// The laws that its options break by design.
  static let knownExemptions = [
    Exemption(
      law: "F1", settings: ["seeds_momentum": "true"],
      reason: "the fingerprint takes what moves a point at rest for a decay",
      reference: "jettify/pytorch-optimizer #77"),
    Exemption(
      law: "T17", settings: ["seeds_momentum": "true"],
      reason: "a first moment that does not start at 0 moves without a gradient",
      reference: "jettify/pytorch-optimizer #77"),
  ]
}
