import Descent

extension AdEMAMix: PeerDeclaring {
  public static var peers: [PeerClaim] {
    [
      PeerClaim("ademamix with alpha = 0 is adamw", peer: "adamw", own: ["alpha": "0"]) {
        [
          "beta1": $0["beta1"], "beta2": $0["beta2"], "eps": $0["eps"], "amsgrad": "false",
          "weight_decay": $0["weight_decay"],
        ]
      }
    ]
  }
}
