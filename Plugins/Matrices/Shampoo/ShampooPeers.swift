import Descent

extension Shampoo: PeerDeclaring {
  public static var peers: [PeerClaim] {
    [
      PeerClaim(
        "shampoo's first step does not wait for a period", peer: "shampoo", steps: 1
      ) { own in
        Dictionary(uniqueKeysWithValues: own.settings.map { ($0.key, $0.text) })
          .merging(["update_period": "1"]) { $1 }
      },
      beforeStart("sgd", "momentum") {
        ["momentum": $0["momentum"], "weight_decay": $0["weight_decay"]]
      },
      beforeStart("adagrad", "adagrad", own: ["momentum": "0"]) {
        ["eps": $0["graft_eps"], "weight_decay": $0["weight_decay"]]
      },
      beforeStart("adam", "adam", own: ["momentum": "0"], hasMean: true, adam),
      beforeStart(
        "adam", "adamw", own: ["momentum": "0", "decoupled_weight_decay": "true"], hasMean: true,
        adam),
    ]
  }

  @Sendable private static func adam(_ own: Specification) -> [String: String?] {
    [
      "beta1": own["beta1"], "beta2": own["graft_beta2"], "eps": own["graft_eps"],
      "weight_decay": own["weight_decay"],
    ]
  }

  /// Before the first root is computed, the grafted rule makes the moves.
  private static func beforeStart(
    _ grafting: String, _ peer: String, own: [String: String] = [:], hasMean: Bool = false,
    _ settings: @escaping @Sendable (Specification) -> [String: String?]
  ) -> PeerClaim {
    var all = [
      "grafting": grafting, "start_step": "1000000000", "beta3": "-1",
      "decoupled_weight_decay": "false", "bias_correction": "true",
    ]
    if !hasMean { all["beta1"] = "0" }
    return PeerClaim(
      "before start_step shampoo with the grafting \(grafting) is \(peer)", peer: peer,
      own: all.merging(own) { $1 }, settings: settings)
  }
}
