import Descent
import LayerwisePlugin
import MatricesPlugin
import SampledPlugin
import SearchesPlugin

/// Rules of the tiers with sums and with tensors.
enum ProofRule {
  /// One rule of each tier, with settings at which every part is active.
  static func all() throws -> [any Optimizer] {
    [
      Polyak(), try Lars { $0.weightDecay = 0.01 }, Lamb(), try Muon { $0.weightDecay = 0.1 },
      SGLD(), Shampoo(),
    ]
  }
}
