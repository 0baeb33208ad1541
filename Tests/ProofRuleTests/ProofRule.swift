import Descent
import LayerwisePlugin
import MatricesPlugin
import SampledPlugin
import SearchesPlugin

/// Rules of the tiers with sums and with tensors.
enum ProofRule {
  /// One of each, at settings at which nothing is idle.
  static func all() throws -> [any Optimizer] {
    [
      Polyak(), try Lars { $0.weightDecay = 0.01 }, Lamb(), try Muon { $0.weightDecay = 0.1 },
      SGLD(), Shampoo(),
    ]
  }
}
