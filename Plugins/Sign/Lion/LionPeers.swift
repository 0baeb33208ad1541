import Descent

extension Lion: PeerDeclaring {
  public static var peers: [PeerClaim] {
    [
      PeerClaim(
        "lion with equal betas is signum", peer: "signum", own: ["beta1": "0.9", "beta2": "0.9"]
      ) { ["momentum": "0.9", "nesterov": "false", "weight_decay": $0["weight_decay"]] },
      PeerClaim(
        "lion with beta1 = beta2 squared is signum with nesterov", peer: "signum",
        own: ["beta1": "0.25", "beta2": "0.5"]
      ) { ["momentum": "0.5", "nesterov": "true", "weight_decay": $0["weight_decay"]] },
    ]
  }
}
