import Descent

extension Adafactor: PeerDeclaring {
  public static var peers: [PeerClaim] {
    [
      PeerClaim(
        "adafactor of new squares only, unfactored, is signum without momentum", peer: "signum",
        own: [
          "beta2_decay": "0", "eps1": "0", "d": "1", "beta1": "0", "relative_step": "false",
          "warmup_init": "false", "scale_parameter": "false", "min_dim_to_factor": "1000000",
        ]
      ) { ["momentum": "0", "nesterov": "false", "weight_decay": $0["weight_decay"]] }
    ]
  }
}
