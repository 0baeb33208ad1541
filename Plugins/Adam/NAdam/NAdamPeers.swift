import Descent

extension NAdam: PeerDeclaring {
  public static var peers: [PeerClaim] {
    [
      PeerClaim(
        "nadam with beta1 = 0 is adam with beta1 = 0", peer: "adam",
        own: ["beta1": "0", "decoupled_weight_decay": "false"]
      ) {
        [
          "beta1": "0", "beta2": $0["beta2"], "eps": $0["eps"],
          "weight_decay": $0["weight_decay"],
        ]
      },
      PeerClaim(
        "nadam with beta1 = 0 and decoupled decay is adamw with beta1 = 0", peer: "adamw",
        own: ["beta1": "0", "decoupled_weight_decay": "true"]
      ) {
        [
          "beta1": "0", "beta2": $0["beta2"], "eps": $0["eps"],
          "weight_decay": $0["weight_decay"],
        ]
      },
    ]
  }
}
