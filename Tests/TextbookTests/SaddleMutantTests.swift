import Descent
import DescentCatalog
import DescentTextbook
import Testing

/// SGD with a slip, under the name of the right one.
private struct DoubledSGD: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate", in: 0...) var learningRate = 0.01

  static let card = Card(name: "sgd", summary: "steps twice as long", formula: "", source: "")

  func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ rate: Double
  ) {
    x -= 2 * T(rate) * gradient
  }
}

private struct RememberingSGD: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate", in: 0...) var learningRate = 0.01

  static let card = Card(name: "sgd", summary: "hidden momentum", formula: "", source: "")

  var slots: [StateSlot] { ["velocity"] }

  func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ rate: Double
  ) {
    s[0] = T(0.1) * s[0] + gradient
    x -= T(rate) * s[0]
  }
}

private struct AscendingSGD: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate", in: 0...) var learningRate = 0.01

  static let card = Card(name: "sgd", summary: "goes up", formula: "", source: "")

  func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ rate: Double
  ) {
    x += T(rate) * gradient
  }
}

@Suite struct SaddleMutantTests {
  /// The built-in rules with one in the place of `sgd`.
  private func laboratory<Rule: ConfigurableOptimizer>(_ rule: Rule.Type) -> Laboratory {
    var registry = Registry()
    registry.add(rule)
    for other in Catalog.registry.optimizers where other.card.name != "sgd" {
      registry.add(other)
    }
    for problem in Catalog.registry.problems { registry.add(problem) }
    for schedule in Catalog.registry.schedules { registry.add(schedule) }
    return Laboratory(registry: registry)
  }

  @Test(
    "a wrong rule under the name of SGD is rejected", arguments: ["SAD-01", "SAD-05", "SGD-08c"])
  func mutants(id: String) throws {
    for laboratory in [
      laboratory(DoubledSGD.self), laboratory(RememberingSGD.self), laboratory(AscendingSGD.self),
    ] {
      #expect(!(try finding(id, laboratory).holds))
    }
    #expect(try finding(id).holds)
  }
}
