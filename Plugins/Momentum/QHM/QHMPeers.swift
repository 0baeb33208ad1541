import Descent

extension QHM: PeerDeclaring {
  public static var peers: [PeerClaim] {
    [
      PeerClaim(
        "qhm with nu = 0 is sgd", peer: "sgd", own: ["nu": "0", "decoupled_weight_decay": "false"]
      ) { ["weight_decay": $0["weight_decay"]] },
      PeerClaim(
        "qhm with nu = 1 is momentum with dampening", peer: "momentum",
        own: ["nu": "1", "decoupled_weight_decay": "false"]
      ) {
        [
          "momentum": $0["momentum"], "dampening": $0["momentum"], "dampens_first": "true",
          "nesterov": "false", "weight_decay": $0["weight_decay"],
        ]
      },
      PeerClaim(
        "qhm with nu = momentum = 0.75 is nesterov's momentum at a quarter of the rate",
        peer: "momentum",
        own: ["nu": "0.75", "momentum": "0.75", "decoupled_weight_decay": "false"],
        rateFactor: { _, _ in 0.25 }
      ) {
        [
          "momentum": "0.75", "dampening": "0", "nesterov": "true",
          "weight_decay": $0["weight_decay"],
        ]
      },
    ]
  }
}
