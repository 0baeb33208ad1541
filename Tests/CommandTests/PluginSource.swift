import Foundation

/// Plugin files for the tests, each as a user might write it.
enum PluginSource {
  static let header = "import Descent\n\n"

  static let lionRule = """
    struct Lion: CoordinatewiseOptimizer {
      @Hyperparameter("learning rate", in: 0...) var learningRate = 0.0001
      @Hyperparameter("interpolation", in: 0..<1) var beta1 = 0.9
      @Hyperparameter("decay", in: 0..<1) var beta2 = 0.99
      static let card = Card(
        name: "my_lion", summary: "sign of momentum", formula: "x - lr sign(c)", source: "Chen 2023")
      var slots: [StateSlot] { ["momentum"] }
      func update<T: KernelScalar>(
        _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
      ) {
        let c = T(beta1) * s[0] + T(1 - beta1) * g
        x -= T(rate) * (c > 0 ? 1 : c < 0 ? -1 : c)
        s[0] = T(beta2) * s[0] + T(1 - beta2) * g
      }
    }

    """

  static let lion = header + lionRule + "let plugin = Plugin(Lion.self)\n"

  static let banana = """
    struct Banana: FormulaProblem {
      @Hyperparameter("steepness", above: 0) var b = 9.0
      static let card = Card(name: "banana", summary: "curved", formula: "x", source: "a test")
      var layout: Layout { .vector(2) }
      func start(seed: UInt64) -> [Double] { [-1, 1] }
      func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
        let wall = x[1] - x[0] * x[0]
        return (1 - x[0]) * (1 - x[0]) + N(b) * wall * wall
      }
    }

    """

  static let halving = """
    struct Halving: Schedule, Configurable {
      static let card = Card(name: "halving", summary: "halves", formula: "1/2", source: "a test")
      var horizon: Int? { nil }
      func factor(at step: Int) -> Double { 0.5 }
    }

    """

  /// An optimizer, a schedule and a problem.
  static let zoo =
    header + lionRule + banana + halving
    + "let plugin = Plugin(Banana.self, Lion.self, Halving.self)\n"

  /// Two optimizers.
  static let twins =
    header + lionRule
    + lionRule.replacing("Lion", with: "Puma").replacing("\"my_lion\"", with: "\"puma\"")
    + "let plugin = Plugin(Lion.self, Puma.self)\n"

  /// A problem with a wrong hand-written gradient.
  static let slip =
    header + banana.replacing("FormulaProblem", with: "AnalyticProblem").dropLast(2)
      + """
        func gradient<T: KernelScalar>(_ x: Point<T>, into g: UnsafeMutablePointer<T>) {
          let wall = x[1] - x[0] * x[0]
          g[0] = 2 * (x[0] - 1) - 4 * T(b) * x[0] * wall
          g[1] = T(b) * wall
        }
      }
      let plugin = Plugin(Banana.self)

      """

  /// A problem whose author claims a minimum that is too high.
  static let high =
    header + banana.dropLast(2)
      + """
        var stationaryPoints: [StationaryPoint] {
          [StationaryPoint(.globalMinimum, at: [1, 1], value: 1, .closedForm("not so"))]
        }
      }
      let plugin = Plugin(Banana.self)

      """

  /// The rule with one more line at the beginning of its step.
  static func lion(first line: String, before: String = "") -> String {
    lion.replacing("    let c =", with: "    " + line + "\n    let c =")
      .replacing("import Descent\n", with: "import Descent\n" + before)
  }

  /// A rule of the third tier.
  static func gradientRule(_ step: String) -> String {
    header + """
      struct Whole: GradientOptimizer {
        @Hyperparameter("learning rate", in: 0...) var learningRate = 0.01
        static let card = Card(name: "whole", summary: "whole", formula: "x", source: "a test")
        func stateLayout(for layout: Layout) -> StateLayout { StateLayout() }
        func step<T: KernelScalar>(_ s: StepArguments<T>, layout: Layout) {
          \(step)
        }
      }
      let plugin = Plugin(Whole.self)

      """
  }
}
