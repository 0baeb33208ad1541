import Descent

extension AdamW: PeerDeclaring {
  public static var peers: [PeerClaim] {
    [
      PeerClaim("adamw without decay is adam without", peer: "adam", own: ["weight_decay": "0"]) {
        [
          "beta1": $0["beta1"], "beta2": $0["beta2"], "eps": $0["eps"], "amsgrad": $0["amsgrad"],
          "weight_decay": "0", "amsgrad_corrected": $0["amsgrad_corrected"],
          "bias_correction": $0["bias_correction"], "eps_placement": $0["eps_placement"],
          "preset": $0["preset"],
        ]
      },
      PeerClaim(
        "adamw with preset = paper is adamw with decay = schedule", peer: "adamw",
        own: ["preset": "paper", "amsgrad": "false", "decay": "rate"]
      ) { own in
        let keys = AdamW().hyperparameters.map(\.key)
        let changed = ["preset": "torch", "decay": "schedule"]
        return Dictionary(uniqueKeysWithValues: keys.map { ($0, changed[$0] ?? own[$0]) })
      },
    ]
  }
}
