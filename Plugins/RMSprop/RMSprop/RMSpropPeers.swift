import Descent

extension RMSprop: PeerDeclaring {
  public static var peers: [PeerClaim] {
    [
      PeerClaim(
        "rmsprop with alpha = 0 is adam with beta1 = beta2 = 0", peer: "adam",
        own: ["alpha": "0", "momentum": "0", "centered": "false", "eps_placement": "after"]
      ) { ["beta1": "0", "beta2": "0", "eps": $0["eps"], "weight_decay": $0["weight_decay"]] },
      // Without epsilon, the second moment's bias correction only multiplies the rate.
      PeerClaim(
        "rmsprop with eps = 0 is adam with beta1 = 0 at the rate over the root of 1 - beta2^t",
        peer: "adam", own: ["eps": "0", "momentum": "0", "centered": "false"],
        rateFactor: { own, step in 1 / .sqrt(1 - .pow(Double(own["alpha"] ?? "") ?? 0, step)) }
      ) {
        ["beta1": "0", "beta2": $0["alpha"], "eps": "0", "weight_decay": $0["weight_decay"]]
      },
    ]
  }
}
