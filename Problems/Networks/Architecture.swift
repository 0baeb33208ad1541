import Descent
import DescentData

/// A dense network from features to class scores, and the penalty terms of its loss.
public struct Architecture: Sendable, Hashable {
  /// The position of a dense layer's weights (`outputs × inputs`, as in PyTorch) and biases among
  /// the parameters.
  struct Layer: Sendable, Hashable {
    let inputs: Int
    let outputs: Int
    let weights: Int
    var biases: Int { weights + weightCount }
    var weightCount: Int { inputs * outputs }
  }

  /// The widths from the features to the classes.
  public let widths: [Int]
  public let activation: Activation
  /// The coefficient λ in the penalty ½ λ ΣW² over all weights. Biases have no such penalty.
  public let ridge: Double
  /// The coefficient γ of ½ γ (Σb)² over the last biases. Without it, shifting all of them
  /// together does not change the loss, and the Hessian is singular.
  public let gauge: Double
  let layers: [Layer]

  public init(widths: [Int], activation: Activation, ridge: Double, gauge: Double) {
    precondition(widths.count >= 2 && widths.allSatisfy { $0 >= 1 }, "widths \(widths)")
    self.widths = widths
    self.activation = activation
    self.ridge = ridge
    self.gauge = gauge
    var offset = 0
    layers = zip(widths, widths.dropFirst()).map { inputs, outputs in
      defer { offset += (inputs + 1) * outputs }
      return Layer(inputs: inputs, outputs: outputs, weights: offset)
    }
  }

  var inputCount: Int { widths[0] }
  var classCount: Int { widths[widths.count - 1] }

  /// The tensors `layer1.weight`, `layer1.bias`, … ; without hidden layers, `weight` and `bias`.
  public var layout: Layout {
    Layout(
      layers.enumerated().flatMap { i, layer in
        let prefix = layers.count == 1 ? "" : "layer\(i + 1)."
        return [
          (name: prefix + "weight", shape: [layer.outputs, layer.inputs]),
          (name: prefix + "bias", shape: [layer.outputs]),
        ]
      })
  }

  /// Random weights, each drawn by its index among the parameters, and zero biases.
  public func start(seed: UInt64, _ initialisation: Initialisation) -> [Double] {
    let random = CounterRandom(seed: seed).split(stream: RandomStream.start)
    let isGlorot =
      initialisation == .glorot || (initialisation == .auto && activation == .tanh)
    var parameters = [Double](repeating: 0, count: layout.count)
    for layer in layers {
      let bound = Double.sqrt(6 / Double(layer.inputs + layer.outputs))
      let deviation = Double.sqrt(2 / Double(layer.inputs))
      for i in layer.weights..<layer.biases {
        let k = UInt64(i)
        parameters[i] =
          isGlorot ? (2 * random.uniform(k) - 1) * bound : deviation * random.normal(k)
      }
    }
    return parameters
  }
}
