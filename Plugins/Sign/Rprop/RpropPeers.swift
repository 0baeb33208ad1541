import Descent

extension Rprop: PeerDeclaring {
  public static var peers: [PeerClaim] {
    [
      PeerClaim(
        "the first step of rprop is that of signum", peer: "signum",
        own: ["min_step": "0", "max_step": "50"], steps: 1
      ) { _ in ["momentum": "0"] }
    ]
  }
}
