import Descent

extension Adan: PeerDeclaring {
  public static var peers: [PeerClaim] {
    [
      PeerClaim(
        "adan with beta2 = 0 is adamw with beta3 for beta2", peer: "adamw",
        own: ["beta2": "0", "no_prox": "true"]
      ) {
        [
          "beta1": $0["beta1"], "beta2": $0["beta3"], "eps": $0["eps"], "amsgrad": "false",
          "weight_decay": $0["weight_decay"],
        ]
      },
      PeerClaim(
        "adan with beta2 = 0 and no decay is adam with beta3 for beta2", peer: "adam",
        own: ["beta2": "0", "weight_decay": "0"]
      ) {
        [
          "beta1": $0["beta1"], "beta2": $0["beta3"], "eps": $0["eps"], "amsgrad": "false",
          "weight_decay": "0",
        ]
      },
    ]
  }
}
