import Descent

extension RAdam: PeerDeclaring {
  public static var peers: [PeerClaim] {
    [
      PeerClaim(
        "radam with beta1 = 0 and beta2 = 0.6 never rectifies, and is sgd", peer: "sgd",
        own: [
          "beta1": "0", "beta2": "0.6", "degenerated_to_sgd": "true",
          "decoupled_weight_decay": "false",
        ]
      ) { ["weight_decay": $0["weight_decay"]] },
      PeerClaim(
        "the first step of radam is that of sgd", peer: "sgd",
        own: ["degenerated_to_sgd": "true", "decoupled_weight_decay": "false"], steps: 1
      ) { ["weight_decay": $0["weight_decay"]] },
    ]
  }
}
