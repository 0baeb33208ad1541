import Descent

extension Adagrad: PeerDeclaring {
  public static var peers: [PeerClaim] {
    [
      PeerClaim(
        "adagrad's first step from an empty accumulator is rmsprop's with alpha = 0",
        peer: "rmsprop", own: ["initial_accumulator_value": "0"], steps: 1
      ) {
        [
          "alpha": "0", "eps": $0["eps"], "eps_placement": $0["eps_placement"],
          "weight_decay": $0["weight_decay"],
        ]
      }
    ]
  }
}
