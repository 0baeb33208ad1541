import Descent

extension Adan {
  /// The proximal form of decay divides by 1 + ηλ after the move.
  public static let exemptions = [
    Exemption(law: "F1", settings: ["no_prox": "false"], reason: proximal, reference: paper),
    Exemption(law: "R2", settings: ["no_prox": "false"], reason: proximal, reference: paper),
    Exemption(law: "T17", settings: ["no_prox": "false"], reason: proximal, reference: paper),
  ]

  private static let proximal = "decay is proximal: it divides by 1 + ηλ after the move"
  private static let paper = "Xie et al. 2022, arXiv:2208.06677, Algorithm 1"
}
