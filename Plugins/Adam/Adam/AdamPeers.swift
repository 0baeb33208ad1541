import Descent

extension Adam: PeerDeclaring {
  public static var peers: [PeerClaim] {
    [
      PeerClaim("adam without decay is adamw without", peer: "adamw", own: ["weight_decay": "0"]) {
        [
          "beta1": $0["beta1"], "beta2": $0["beta2"], "eps": $0["eps"], "amsgrad": $0["amsgrad"],
          "weight_decay": "0", "amsgrad_corrected": $0["amsgrad_corrected"],
          "bias_correction": $0["bias_correction"], "eps_placement": $0["eps_placement"],
        ]
      },
      PeerClaim(
        "adam with beta1 = beta2 = 0 is rmsprop with alpha = 0", peer: "rmsprop",
        own: ["beta1": "0", "beta2": "0", "amsgrad": "false", "eps_placement": "after"]
      ) { ["alpha": "0", "eps": $0["eps"], "weight_decay": $0["weight_decay"]] },
      // Without epsilon, the second moment's bias correction only multiplies the rate.
      PeerClaim(
        "adam with beta1 = eps = 0 is rmsprop at the rate times the root of 1 - alpha^t",
        peer: "rmsprop",
        own: ["beta1": "0", "eps": "0", "amsgrad": "false", "bias_correction": "true"],
        rateFactor: { own, step in .sqrt(1 - .pow(Double(own["beta2"] ?? "") ?? 0, step)) }
      ) { ["alpha": $0["beta2"], "eps": "0", "weight_decay": $0["weight_decay"]] },
      PeerClaim(
        "adam without bias correction, with beta1 = 0, is rmsprop", peer: "rmsprop",
        own: [
          "beta1": "0", "amsgrad": "false", "bias_correction": "false", "eps_placement": "after",
        ]
      ) { ["alpha": $0["beta2"], "eps": $0["eps"], "weight_decay": $0["weight_decay"]] },
      PeerClaim(
        "adam's first step is adagrad's", peer: "adagrad",
        own: ["bias_correction": "true", "eps_placement": "after"], steps: 1
      ) { ["eps": $0["eps"], "weight_decay": $0["weight_decay"]] },
    ]
  }
}
