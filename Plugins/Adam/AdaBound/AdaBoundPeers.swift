import Descent

extension AdaBound: PeerDeclaring {
  public static var peers: [PeerClaim] {
    [
      PeerClaim(
        "adabound with gamma = 0 is adam with epsilon before the correction", peer: "adam",
        own: ["gamma": "0", "decoupled_weight_decay": "false"]
      ) {
        [
          "beta1": $0["beta1"], "beta2": $0["beta2"], "eps": $0["eps"],
          "amsgrad": $0["amsbound"], "weight_decay": $0["weight_decay"],
          "eps_placement": "before",
        ]
      }
    ]
  }
}
