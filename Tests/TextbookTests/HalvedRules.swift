import Descent
import DescentCatalog
import DescentTextbook

protocol RuleName: Sendable { static var name: String { get } }
enum SGDName: RuleName { static let name = "sgd" }
enum MomentumName: RuleName { static let name = "momentum" }
enum AdamName: RuleName { static let name = "adam" }
enum AdamWName: RuleName { static let name = "adamw" }
enum AdagradName: RuleName { static let name = "adagrad" }
enum RMSpropName: RuleName { static let name = "rmsprop" }

/// Gradient descent with half of every step, under the name and with the settings of another rule.
struct HalvedRule<Name: RuleName>: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate", in: 0...) var learningRate = 0.01
  @Hyperparameter("unused", in: 0..<1) var momentum = 0.9
  @Hyperparameter("unused", in: 0...1) var dampening = 0.0
  @Hyperparameter("unused") var nesterov = false
  @Hyperparameter("unused") var dampensFirst = false
  @Hyperparameter("unused", in: 0..<1) var beta1 = 0.9
  @Hyperparameter("unused", in: 0..<1) var beta2 = 0.999
  @Hyperparameter("unused", in: 0..<1) var alpha = 0.99
  @Hyperparameter("unused") var amsgrad = false
  @Hyperparameter("unused", in: 0...) var weightDecay = 0.0
  @Hyperparameter("unused", in: 0...) var eps = 1e-8

  static var card: Card {
    Card(name: Name.name, summary: "wrong on purpose", formula: "", source: "none")
  }
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
    let halved = Plugin(
      HalvedRule<SGDName>.self, HalvedRule<MomentumName>.self, HalvedRule<AdamName>.self,
      HalvedRule<AdamWName>.self, HalvedRule<AdagradName>.self, HalvedRule<RMSpropName>.self)
    self.init(
      registry: Catalog.registry.replacing(with: halved).replacing(with: plugin), seed: seed)
  }
}
