import Descent

/// The laws that some conventions of Adam and AdamW break by design.
public enum MomentExemptions {
  public static let all = [
    Exemption(
      law: "R5", settings: ["amsgrad_corrected": "true"],
      reason: "a corrected moment of growing squares grows up to rounding only",
      reference: "google-deepmind/optax #1389")
  ]
}
