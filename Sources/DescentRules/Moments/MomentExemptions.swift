import Descent

/// The laws that conventions of Adam and AdamW break by design.
public enum MomentExemptions {
  public static let all = [
    Exemption(
      law: "R5", settings: ["amsgrad_corrected": "true"],
      reason: "a corrected moment of growing squares grows up to rounding only",
      reference: "google-deepmind/optax #1389"),
    Exemption(
      law: "R5", settings: ["preset": "optax"],
      reason: "a corrected moment of growing squares grows up to rounding only",
      reference: "google-deepmind/optax #1389"),
    Exemption(
      law: "R5", settings: ["preset": "paper"],
      reason: "the paper's AMSGrad has no bias correction, which its Adam has",
      reference: "Reddi, Kale and Kumar, ICLR 2018, arXiv:1904.09237, Algorithm 2"),
    Exemption(
      law: "T20", settings: ["preset": "paper"],
      reason: "the paper's AMSGrad has no bias correction, which its Adam has",
      reference: "Reddi, Kale and Kumar, ICLR 2018, arXiv:1904.09237, Algorithm 2"),
  ]
}
