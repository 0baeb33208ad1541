import Descent

extension QHAdam: PeerDeclaring {
  public static var peers: [PeerClaim] {
    ["adam": "false", "adamw": "true"].sorted { $0.key < $1.key }.map { peer, decoupled in
      PeerClaim(
        "qhadam with nu1 = nu2 = 1 and decoupled_weight_decay = \(decoupled) is \(peer)",
        peer: peer, own: ["nu1": "1", "nu2": "1", "decoupled_weight_decay": decoupled]
      ) {
        [
          "beta1": $0["beta1"], "beta2": $0["beta2"], "eps": $0["eps"], "amsgrad": "false",
          "weight_decay": $0["weight_decay"],
        ]
      }
    }
  }
}
