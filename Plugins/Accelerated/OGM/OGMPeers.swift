import Descent

extension OGM: PeerDeclaring {
  public static var peers: [PeerClaim] {
    [
      // 1 + 1/θ₁ with θ₁ = (1 + √9)/2.
      PeerClaim(
        "ogm of one step is sgd with a rate of 3/2", peer: "sgd", own: ["horizon": "1"], steps: 1,
        rateFactor: { _, _ in 1.5 }
      ) { _ in [:] }
    ]
  }
}
