import Descent

extension SGLD: PeerDeclaring {
  public static var peers: [PeerClaim] {
    [
      PeerClaim("sgld at temperature 0 is sgd", peer: "sgd", own: ["temperature": "0"]) { _ in
        [:]
      }
    ]
  }
}
