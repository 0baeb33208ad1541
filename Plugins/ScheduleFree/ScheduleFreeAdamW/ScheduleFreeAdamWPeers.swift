import Descent

extension ScheduleFreeAdamW: PeerDeclaring {
  public static var peers: [PeerClaim] {
    [
      PeerClaim(
        "schedulefree_adamw's first step is adamw's", peer: "adamw", own: ["warmup_steps": "0"],
        steps: 1
      ) {
        [
          "beta1": "0", "beta2": $0["beta2"], "eps": $0["eps"], "amsgrad": "false",
          "weight_decay": $0["weight_decay"],
        ]
      }
    ]
  }
}
