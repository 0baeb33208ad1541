import Descent

extension Adamax: PeerDeclaring {
  public static var peers: [PeerClaim] {
    [
      PeerClaim(
        "adamax with both betas 0 is adam with both betas 0", peer: "adam",
        own: ["beta1": "0", "beta2": "0"]
      ) {
        ["beta1": "0", "beta2": "0", "eps": $0["eps"], "weight_decay": $0["weight_decay"]]
      },
      PeerClaim("the first step of adamax is that of adam", peer: "adam", steps: 1) {
        [
          "beta1": $0["beta1"], "beta2": $0["beta2"], "eps": $0["eps"],
          "weight_decay": $0["weight_decay"],
        ]
      },
    ]
  }
}
