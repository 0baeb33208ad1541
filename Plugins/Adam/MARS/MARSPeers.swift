import Descent

extension MARS: PeerDeclaring {
  public static var peers: [PeerClaim] {
    [
      PeerClaim(
        "mars without difference and clip is adamw", peer: "adamw",
        own: ["gamma": "0", "clip": "0", "variant": "adamw"]
      ) {
        [
          "beta1": $0["beta1"], "beta2": $0["beta2"], "eps": $0["eps"], "amsgrad": "false",
          "weight_decay": $0["weight_decay"],
        ]
      }
    ]
  }
}
