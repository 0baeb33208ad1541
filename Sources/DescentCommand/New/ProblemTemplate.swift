extension PluginTemplate {
  /// A problem written as one formula.
  static let problem = #"""
    import Descent

    /// What it is, and what makes it hard.
    ///
    /// Change first: `formula`, then the same in the card, then `stationaryPoints`. After each:
    ///
    ///     descent verify NAME.swift
    ///     descent race --problem NAME.swift
    struct NAME: FormulaProblem {
      // One line an option: its meaning, what it may be, its default. The key is b.
      @Hyperparameter("steepness b of the walls", above: 0) var b = 10.0

      static let card = Card(
        name: "KEY", summary: "a curved valley",
        formula: "f(x, y) = (1 − x)² + b (y − x²)²",
        source: "where it is published, or who had the idea")

      // How many numbers there are to choose, and where a run starts.
      var layout: Layout { .vector(2) }
      func start(seed: UInt64) -> [Double] { [-1, 1] }

      // Written once; the gradient and the Hessian follow from it.
      func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
        let wall = x[1] - x[0] * x[0]
        return (1 - x[0]) * (1 - x[0]) + N(b) * wall * wall
      }

      // Where the gradient vanishes, as far as that is known; GSL certifies it. Leave it out otherwise.
      var stationaryPoints: [StationaryPoint] {
        [
          StationaryPoint(
            .globalMinimum, at: [1, 1], value: 0, .closedForm("both squares are 0 there only"))
        ]
      }
    }

    let plugin = Plugin(NAME.self)
    """# + "\n"
}
