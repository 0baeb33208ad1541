import Descent

extension ASGD: PeerDeclaring {
  public static var peers: [PeerClaim] {
    [
      PeerClaim("asgd with lambd = 0 is sgd", peer: "sgd", own: ["lambd": "0"]) {
        ["weight_decay": $0["weight_decay"]]
      }
    ]
  }
}
