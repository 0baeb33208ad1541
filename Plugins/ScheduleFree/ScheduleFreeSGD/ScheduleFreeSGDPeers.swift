import Descent

extension ScheduleFreeSGD: PeerDeclaring {
  public static var peers: [PeerClaim] {
    [
      PeerClaim(
        "schedulefree_sgd's first step is sgd's", peer: "sgd", own: ["warmup_steps": "0"], steps: 1
      ) { ["weight_decay": $0["weight_decay"]] }
    ]
  }
}
