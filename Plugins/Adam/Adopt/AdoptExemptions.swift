import Descent

extension Adopt {
  /// The first step only fills the second moment.
  public static let exemptions = [
    Exemption(
      law: "F1", settings: ["decoupled_weight_decay": "true"], reason: firstDecay,
      reference: code),
    Exemption(
      law: "P11", reason: "an infinite gradient is clipped, and divides later ones",
      reference: "Taniguchi et al., NeurIPS 2024, arXiv:2411.02853, Algorithm 2"),
    Exemption(
      law: "P15", reason: "the limit of normalised gradients grows without end",
      reference: "Taniguchi et al., NeurIPS 2024, arXiv:2411.02853, Algorithm 2"),
    Exemption(law: "R2", reason: firstDecay, reference: code),
    Exemption(law: "T17", reason: firstDecay, reference: code),
  ]

  private static let firstDecay = "the first step does not decay"
  private static let code = "the authors' code, iShohei220/adopt"
}
