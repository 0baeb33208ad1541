import Descent

/// A deep linear network fitted to a matrix. All local minima are global. With more than two layers
/// some saddles have no direction of negative curvature.
///
/// - Source: Baldi and Hornik, Neural Networks 2, 1989; Kawaguchi, "Deep learning without poor local
///   minima", NeurIPS 2016.
public struct DeepLinearNetwork: ResidualProblem {
  @Hyperparameter("outputs, the rows of M", in: 1...) public var outputs = 3
  @Hyperparameter("inputs, the columns of M", in: 1...) public var inputs = 4
  @Hyperparameter("width of the hidden layers", in: 1...) public var width = 2
  @Hyperparameter("number L of layers", in: 2...6) public var depth = 3
  @Hyperparameter("largest singular value of M", above: 0) public var top = 3.0
  @Hyperparameter("largest over smallest singular value", above: 1) public var condition = 3.0
  @Prepared var target: [Double]? = nil

  public init() {}

  public static let card = Card(
    name: "deep-linear-network", summary: "product of matrices fitted to one, with flat saddles",
    formula: "f(W₁, …, W_L) = ½ ‖W_L ⋯ W₁ − M‖²,  M = Q diag(σ) Pᵀ,  σ linear",
    source: "Baldi and Hornik, 1989; Kawaguchi, NeurIPS 2016")

  public static let record = ProblemRecord(
    family: "matrices",
    instances: [
      "deep-linear-network", "deep-linear-network:depth=2,width=3",
      "deep-linear-network:depth=4,inputs=2,outputs=2,width=3",
    ], flags: [.leastSquares, .multimodal, .degenerate])

  public var layout: Layout {
    Layout(
      (1...depth).map { layer in
        ("W\(layer)", [layer == depth ? outputs : width, layer == 1 ? inputs : width])
      })
  }

  var frame: SingularFrame {
    SingularFrame(outputs, inputs, top: top, condition: condition)
  }

  public func validate() throws(ConfigurationError) {
    try MachineMemory.check(Self.card.name, bytes: 8 * Double(outputs) * Double(inputs))
  }

  public mutating func prepare() { target = frame.matrix }

  public func start(seed: UInt64) -> [Double] { CounterRandom.eighths(layout.count, seed) }

  public var residualFactor: Double { 0.5 }
  public var window: PlotWindow? {
    layout.count == 2 ? PlotWindow(x: -2...2, y: -2...2) : nil
  }

  public var residualCount: Int { outputs * inputs }

  /// The columns of the product, one after another.
  public func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>) {
    let m = target ?? frame.matrix
    withUnsafeTemporaryAllocation(of: N.self, capacity: 2 * width) { memory in
      memory.initialize(repeating: .zero)
      defer { memory.deinitialize() }
      for column in 0..<inputs {
        var (now, next) = (0, width)
        for i in 0..<width { memory[now + i] = x[i * inputs + column] }
        for layer in 1..<depth {
          let first = width * inputs + (layer - 1) * width * width
          for i in 0..<(layer == depth - 1 ? outputs : width) {
            var sum = N.zero
            for c in 0..<width { sum += x[first + i * width + c] * memory[now + c] }
            if layer == depth - 1 {
              r[i * inputs + column] = sum - N(m[i * inputs + column])
            } else {
              memory[next + i] = sum
            }
          }
          (now, next) = (next, now)
        }
      }
    }
  }
}
