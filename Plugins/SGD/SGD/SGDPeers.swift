import Descent

extension SGD: PeerDeclaring {
  public static var peers: [PeerClaim] {
    [
      PeerClaim("sgd is momentum with momentum = 0", peer: "momentum") {
        ["momentum": "0", "weight_decay": $0["weight_decay"]]
      }
    ]
  }
}
