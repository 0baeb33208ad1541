import Descent

extension LaProp: PeerDeclaring {
  public static var peers: [PeerClaim] {
    [
      PeerClaim(
        "laprop with beta1 = 0 is adam", peer: "adam", own: ["beta1": "0", "weight_decay": "0"]
      ) {
        [
          "beta1": "0", "beta2": $0["beta2"], "eps": $0["eps"], "amsgrad": "false",
          "weight_decay": "0",
        ]
      }
    ]
  }
}
