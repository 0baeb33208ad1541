import Descent

extension Signum: PeerDeclaring {
  public static var peers: [PeerClaim] {
    [
      PeerClaim(
        "signum is lion with both betas its momentum", peer: "lion", own: ["nesterov": "false"]
      ) {
        [
          "beta1": $0["momentum"], "beta2": $0["momentum"], "weight_decay": $0["weight_decay"],
        ]
      },
      PeerClaim(
        "signum with nesterov is lion with beta1 the square of its momentum", peer: "lion",
        own: ["nesterov": "true"]
      ) { own in
        let mu = Double(own["momentum"] ?? "") ?? 0
        return [
          "beta1": (mu * mu).description, "beta2": own["momentum"],
          "weight_decay": own["weight_decay"],
        ]
      },
    ]
  }
}
