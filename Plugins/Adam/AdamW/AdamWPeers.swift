import Descent

extension AdamW: PeerDeclaring {
  public static var peers: [PeerClaim] {
    [
      PeerClaim("adamw without decay is adam without", peer: "adam", own: ["weight_decay": "0"]) {
        [
          "beta1": $0["beta1"], "beta2": $0["beta2"], "eps": $0["eps"], "amsgrad": $0["amsgrad"],
          "weight_decay": "0", "amsgrad_corrected": $0["amsgrad_corrected"],
          "bias_correction": $0["bias_correction"], "eps_placement": $0["eps_placement"],
        ]
      }
    ]
  }
}
