import Descent
import DescentAlgebra
import DescentData
import DescentGSL
import DescentPictures
import NetworkProblems
import RealModule

extension Textbook {
  /// INIT-01: the perceptron's initialization, observed through its gradient.
  ///
  /// The first layer has the two coordinates of an example as inputs; the others are 128 wide. A
  /// layer's preactivations given its input are independent normal numbers, so the width of the
  /// input does not matter: each of the 20 layers multiplies the mean square by a random factor of
  /// mean 1 and second moment 1 + 5/n.
  static let init01 = Experiment(
    "INIT-01", "He's initialisation keeps the mean square through ReLU layers, in expectation.",
    formula: "E ‖h_L‖²/n = ‖h₀‖²/n₀; its relative variance is (1 + 5/n)^L − 1",
    source: "He et al. 2015, equation 10; the variance is derived here", kind: .statistic,
    refutation: "a mean over \(meanNetworks) networks of \(meanDepth) layers that is off by more "
      + "than chance",
    predict: {
      let variance: Double = .pow(1 + 5 / Double(layerWidth), meanDepth) - 1
      let error = (variance / Double(meanNetworks)).squareRoot()
      return [
        Prediction("mean of ‖h_L‖²/n, L = \(meanDepth)", 1, .sigmas(4, standardError: error)),
        Prediction("the same", 1, .within(low: 0.5, high: 2)),
      ]
    },
    measure: { lab in
      let mean = try meanSquare(lab, "he", depth: meanDepth, networks: meanNetworks)
      return [mean, mean]
    },
    control: "Glorot's, of gain 1 in the square layers",
    { lab in
      let mean = try meanSquare(lab, "glorot", depth: meanDepth, networks: meanNetworks / 10)
      return [mean, mean]
    }, isSlow: true
  ).showing { lab, _ in
    try signalChart(
      lab, measured: ("he", "He"), control: ("glorot", "Glorot"), factor: 1, name: "kept")
  }

  static let layerWidth = 128
  private static let (meanDepth, meanNetworks) = (20, 300)

  /// INIT-02: at gain 1 ReLU halves the mean square in each layer.
  static let init02 = Experiment(
    "INIT-02",
    "With gain 1 each square ReLU layer halves the mean square of the signal, in expectation.",
    formula: "log₂ E ‖h_L‖² falls by 1 a layer", source: "He et al. 2015, §2.2", kind: .slope,
    refutation: "another slope over the depths "
      + slopeDepths.map(String.init).joined(separator: ", "),
    predict: { [Prediction("slope of log₂ a layer", -1, .absolute(0.08))] },
    measure: { lab in [try signalSlope(lab, "glorot", networks: 100)] },
    control: "He's", { lab in [try signalSlope(lab, "he", networks: 20)] }, isSlow: true
  ).showing { lab, _ in
    try signalChart(
      lab, measured: ("glorot", "gain 1"), control: ("he", "He"), factor: 0.5, name: "∝ 2^-L")
  }

  static let slopeDepths = [2, 6, 10, 14]

  private static func signalSlope(
    _ lab: Laboratory, _ initialisation: String, networks: Int
  ) throws -> Double {
    let logarithms = try slopeDepths.map { depth -> Double in
      .log2(try meanSquare(lab, initialisation, depth: depth, networks: networks))
    }
    return try LineFit(slopeDepths.map { Double($0) }, logarithms).slope
  }

  /// The mean over networks of ‖h_L‖²/n, divided by ‖h₀‖²/n₀.
  static func meanSquare(
    _ lab: Laboratory, _ initialisation: String, depth: Int, networks: Int
  ) throws -> Double {
    let squares = try signalSquares(lab, "init=\(initialisation)", depth: depth, networks: networks)
    return squares.reduce(0, +) / Double(networks) / inputSquare
  }

  /// ‖h₀‖²/n₀ of the example that is used for the networks.
  static let inputSquare: Double = {
    let input = DataSet.blobs(count: 2, classes: 2, radius: 2, noise: 0.7, seed: 13).features
    return (input[0] * input[0] + input[1] * input[1]) / 2
  }()

  /// ‖h_L‖²/n in random networks of the MLP problem.
  ///
  /// The problem does not expose activations, but its gradient reveals them: for one example, the
  /// derivative of the loss with respect to the last layer's weights is δ_k h_j, and with respect
  /// to its biases δ_k.
  /// - Parameter settings: the problem's settings `init` and `activation`.
  package static func signalSquares(
    _ lab: Laboratory, _ settings: String, depth: Int, width: Int = layerWidth, networks: Int
  ) throws -> [Double] {
    let widths = [String](repeating: "\(width)", count: depth).joined(separator: "-")
    let problem = try lab.registry.problem(
      Specification(
        literal: "mlp:data=blobs,examples=2,classes=2,test=0,batch=1,hidden=\(widths),\(settings)"))
    let objective = try Double.makeObjective(problem)
    guard let batchGradient = objective.examples?.batchGradient else { return [] }
    let tensors = problem.layout.tensors
    let (weights, biases) = (tensors[tensors.count - 2], tensors[tensors.count - 1])
    var gradient = [Double](repeating: 0, count: problem.layout.count)
    let seeds = lab.random(0x1A17 + UInt64(depth))
    return (0..<networks).map { network in
      let start = problem.start(seed: seeds.bits(UInt64(network)))
      start.withUnsafeBufferPointer { x in
        gradient.withUnsafeMutableBufferPointer { g in
          [0].withUnsafeBufferPointer { first in
            guard let point = x.baseAddress, let out = g.baseAddress else { return }
            _ = batchGradient(point, out, first)
          }
        }
      }
      let delta = gradient[biases.offset]
      let activations = (0..<width).map { gradient[weights.offset + $0] / delta }
      return activations.dot(activations) / Double(width)
    }
  }
}
