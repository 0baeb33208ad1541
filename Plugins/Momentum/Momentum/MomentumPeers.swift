import Descent

extension Momentum: PeerDeclaring {
  public static var peers: [PeerClaim] {
    [
      PeerClaim(
        "momentum with momentum = 0 is sgd", peer: "sgd",
        own: ["momentum": "0", "dampening": "0", "nesterov": "false"]
      ) { ["weight_decay": $0["weight_decay"]] },
      PeerClaim(
        "the first step is the same with the rate in the velocity", peer: "momentum",
        own: ["rate_in_velocity": "true"], steps: 1
      ) { settings(of: $0, ["rate_in_velocity": "false"]) },
    ]
  }

  /// Settings of a momentum rule, some of them changed.
  private static func settings(
    of own: Specification, _ changed: [String: String]
  ) -> [String: String?] {
    let keys = Momentum().hyperparameters.map(\.key).filter { $0 != "lr" }
    return Dictionary(uniqueKeysWithValues: keys.map { ($0, changed[$0] ?? own[$0]) })
  }
}
