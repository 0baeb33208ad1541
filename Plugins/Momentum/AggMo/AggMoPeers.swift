import Descent

extension AggMo: PeerDeclaring {
  public static var peers: [PeerClaim] {
    [
      PeerClaim("aggmo with one velocity is sgd", peer: "sgd", own: ["k": "1"]) {
        ["weight_decay": $0["weight_decay"]]
      },
      PeerClaim("aggmo with a = 1 is sgd", peer: "sgd", own: ["a": "1"]) {
        ["weight_decay": $0["weight_decay"]]
      },
    ]
  }
}
