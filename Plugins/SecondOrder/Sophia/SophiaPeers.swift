import Descent

extension Sophia: PeerDeclaring {
  public static var peers: [PeerClaim] {
    [
      PeerClaim(
        "sophia with labels drawn from the laws' model, whose estimates are exact, is sophia with the exact diagonal",
        peer: "sophia", own: ["hessian": "gauss_newton_bartlett"]
      ) { own in
        let shared = [
          "beta1", "beta2", "rho", "eps", "weight_decay", "update_period", "use_bias_correction",
          "eps_placement", "hessian_update",
        ]
        return Dictionary(uniqueKeysWithValues: shared.map { ($0, own[$0]) })
          .merging(["hessian": "exact"]) { $1 }
      }
    ]
  }
}
