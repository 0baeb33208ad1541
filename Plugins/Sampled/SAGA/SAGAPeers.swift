import Descent

extension SAGA: PeerDeclaring {
  // The laws' objectives have one example. Later steps differ from sgd's by rounding.
  public static var peers: [PeerClaim] {
    [PeerClaim("saga's first step with one example is sgd's", peer: "sgd", steps: 1) { _ in [:] }]
  }
}
