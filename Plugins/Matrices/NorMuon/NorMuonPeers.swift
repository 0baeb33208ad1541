import Descent

extension NorMuon: PeerDeclaring {
  public static var peers: [PeerClaim] {
    [
      PeerClaim(
        "normuon whose roots of rows are nothing beside its epsilon is muon", peer: "muon",
        own: ["row_eps": "1e30", "rescale": "frobenius"]
      ) { OrthogonalPeers.shared($0) }
    ]
  }
}
