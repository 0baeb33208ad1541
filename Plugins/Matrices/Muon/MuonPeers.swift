import Descent

extension Muon: PeerDeclaring {
  public static var peers: [PeerClaim] {
    [
      PeerClaim(
        "muon is normuon whose roots of rows are nothing beside its epsilon", peer: "normuon",
        own: ["bias_correction": "false"]
      ) { own in
        OrthogonalPeers.shared(own).merging([
          "row_eps": "1e30", "rescale": "frobenius",
        ]) { $1 }
      }
    ]
  }
}

/// The settings that Muon and NorMuon have in common.
enum OrthogonalPeers {
  static func shared(_ own: Specification) -> [String: String?] {
    let keys = [
      "momentum", "weight_decay", "nesterov", "orthogonalizer", "adjust_lr", "transposed",
      "ns_steps", "ns_a", "ns_b", "ns_c", "eps", "eps_placement", "polar_eps",
    ]
    return Dictionary(uniqueKeysWithValues: keys.map { ($0, own[$0]) })
  }
}
