import Descent

extension Lars: PeerDeclaring {
  public static var peers: [PeerClaim] {
    [
      PeerClaim(
        "lars that does not adapt is momentum", peer: "momentum",
        own: [
          "always_adapt": "false", "weight_decay": "0", "nesterov": "false",
          "rate_in_velocity": "false",
        ]
      ) { ["momentum": $0["momentum"]] },
      PeerClaim(
        "the first step of lars that does not adapt is momentum's, wherever the rate stands",
        peer: "momentum", own: ["always_adapt": "false", "weight_decay": "0", "nesterov": "false"],
        steps: 1
      ) { ["momentum": $0["momentum"]] },
    ]
  }
}
