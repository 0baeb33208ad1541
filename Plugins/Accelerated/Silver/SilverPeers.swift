import Descent

extension Silver: PeerDeclaring {
  public static var peers: [PeerClaim] {
    [
      PeerClaim(
        "silver is sgd under a schedule", peer: "sgd", rateFactor: { _, step in factor(step) }
      ) { _ in [:] }
    ]
  }
}
