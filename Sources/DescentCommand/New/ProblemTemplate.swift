extension PluginTemplate {
  /// The template of a problem that is written as one formula.
  static let problem = #"""
    import Descent

    /// What the problem is, and what makes it hard.
    ///
    /// Change first: `formula`, then the same in the card, then `stationaryPoints`. After each:
    ///
    ///     descent verify NAME.swift
    ///     descent race --problem NAME.swift
    struct NAME: FormulaProblem {
      // One line per option: its meaning, its range, its default. The key is b.
      @Hyperparameter("steepness b of the walls", above: 0) var b = 10.0

      static let card = Card(
        name: "KEY", summary: "a curved valley",
        formula: "f(x, y) = (1 − x)² + b (y − x²)²",
        source: "where it is published, or whose idea it is")

      // The number of parameters, and the start of a run.
      var layout: Layout { .vector(2) }
      func start(seed: UInt64) -> [Double] { [-1, 1] }

      // Written once; the gradient and the Hessian follow from it.
      func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
        let wall = x[1] - x[0] * x[0]
        return (1 - x[0]) * (1 - x[0]) + N(b) * wall * wall
      }

      // The known points with gradient zero; GSL certifies them. Leave this out if none is known.
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
