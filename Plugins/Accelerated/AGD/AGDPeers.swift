import Descent

extension AGD: PeerDeclaring {
  public static var peers: [PeerClaim] {
    [
      PeerClaim(
        "agd with kappa = 1 is sgd", peer: "sgd", own: ["kappa": "1", "restart": "none"]
      ) { _ in [:] },
      PeerClaim(
        "agd's first step is sgd's", peer: "sgd", own: ["kappa": "0", "restart": "none"], steps: 1
      ) { _ in [:] },
      // (3 − 1)/(3 + 1)
      PeerClaim(
        "agd with a constant momentum is momentum with nesterov", peer: "momentum",
        own: ["kappa": "9", "restart": "none"]
      ) { _ in
        [
          "momentum": "0.5", "dampening": "0", "nesterov": "true", "weight_decay": "0",
          "rate_in_velocity": "true",
        ]
      },
    ]
  }
}
