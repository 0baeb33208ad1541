import Descent

extension AdaBelief: PeerDeclaring {
  public static var peers: [PeerClaim] {
    [
      // The first difference from the mean is beta1 times the gradient.
      PeerClaim(
        "the first step of adabelief is that of adam at the rate over beta1", peer: "adam",
        own: [
          "beta1": "0.5", "eps": "0", "eps_root": "0", "rectify": "false",
          "decoupled_weight_decay": "false",
        ], steps: 1, rateFactor: { _, _ in 2 }
      ) {
        [
          "beta1": "0.5", "beta2": $0["beta2"], "eps": "0", "weight_decay": $0["weight_decay"],
        ]
      },
      PeerClaim(
        "the first step of adabelief with rectify is that of sgd", peer: "sgd",
        own: ["rectify": "true", "decoupled_weight_decay": "false"], steps: 1
      ) { ["weight_decay": $0["weight_decay"]] },
    ]
  }
}
