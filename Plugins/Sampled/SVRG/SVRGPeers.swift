import Descent

extension SVRG: PeerDeclaring {
  // The laws' objectives have one example.
  public static var peers: [PeerClaim] {
    [
      PeerClaim(
        "svrg with a snapshot in every step and one example is sgd", peer: "sgd",
        own: ["period": "1"]
      ) { _ in [:] }
    ]
  }
}
