import Descent

extension Yogi: PeerDeclaring {
  public static var peers: [PeerClaim] {
    [
      PeerClaim(
        "the first step of yogi from 0 is that of adam", peer: "adam",
        own: [
          "initial_accumulator_value": "0", "decoupled_weight_decay": "false",
        ], steps: 1
      ) {
        [
          "beta1": $0["beta1"], "beta2": $0["beta2"], "eps": $0["eps"],
          "weight_decay": $0["weight_decay"], "bias_correction": $0["bias_correction"],
        ]
      }
    ]
  }
}
