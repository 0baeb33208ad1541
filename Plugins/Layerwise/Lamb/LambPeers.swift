import Descent

extension Lamb: PeerDeclaring {
  public static var peers: [PeerClaim] {
    [
      PeerClaim(
        "lamb that does not adapt is adam", peer: "adam",
        own: [
          "always_adapt": "false", "weight_decay": "0", "bias_correction": "true",
          "grad_averaging": "true",
        ]
      ) {
        [
          "beta1": $0["beta1"], "beta2": $0["beta2"], "eps": $0["eps"], "amsgrad": "false",
          "weight_decay": "0",
        ]
      },
      PeerClaim(
        "lamb that does not adapt, correct or average is rmsprop",
        peer: "rmsprop",
        own: [
          "always_adapt": "false", "weight_decay": "0", "bias_correction": "false", "beta1": "0",
        ]
      ) { ["alpha": $0["beta2"], "eps": $0["eps"], "weight_decay": "0"] },
    ]
  }
}
