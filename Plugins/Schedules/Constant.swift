import Descent

/// The constant schedule: the optimizer's learning rate at every step.
public struct Constant: Schedule, Configurable {
  public init() {}

  public static let card = Card(
    name: "constant", summary: "the same rate at every step", formula: "s(t) = 1",
    source: "gradient descent as Cauchy wrote it, 1847")

  public func factor(at step: Int) -> Double { 1 }
  public var horizon: Int? { 0 }
}
