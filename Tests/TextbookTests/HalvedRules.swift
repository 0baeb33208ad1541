import Descent
import DescentCatalog
import DescentTextbook

/// Half of every step of gradient descent, under the name and with the settings of another rule.
struct HalvedRule: CoordinatewiseOptimizer {
  static let card = Card(name: "halved", summary: "wrong on purpose", formula: "", source: "none")
  @Hyperparameter("learning rate", in: 0...) var learningRate = 0.01
  var slots: [StateSlot] { [] }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) {
    x -= T(rate) / 2 * g
  }
}

extension Laboratory {
  /// Everything built in, but halved steps for every optimizer, and what a plugin holds.
  init(halvedWith plugin: Plugin, seed: UInt64 = 0) {
    self.init(registry: Catalog.registry.replacing(with: plugin), seed: seed)
    for type in Catalog.registry.optimizerTypes {
      // The right rule refuses wrong settings; of the right ones the halved rule takes the rate.
      substitutes[type.card.name] = { settings in
        let right = try type.init(settings: settings.settings)
        return try HalvedRule { $0.learningRate = right.learningRate }
      }
    }
    for type in plugin.optimizers { substitutes[type.card.name] = nil }
  }
}
