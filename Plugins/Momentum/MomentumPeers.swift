import Descent

extension Momentum: PeerDeclaring {
  public static var peers: [PeerClaim] {
    [
      PeerClaim(
        "momentum with momentum = 0 is sgd", peer: "sgd",
        own: ["momentum": "0", "dampening": "0", "nesterov": "false"]
      ) { ["weight_decay": $0["weight_decay"]] }
    ]
  }
}
