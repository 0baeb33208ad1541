/// A problem whose minimum moves: after step `t` of a run the function is `x ↦ f(x − vt)`.
///
/// Step `t`, from 1, gets value and gradient of this function, and the run reports its value after the
/// step, so that a gap measures the tracking error. Stationary points, the start and everything else
/// outside a run are those of `t = 0`; the values at minima do not change. The drift depends only on the
/// step number, so a resumed run continues bit for bit. Within a step, the function is fixed and its
/// gradients match its values.
package struct DriftingProblem: ProblemWrapper {
  package let base: any Problem
  /// `v`, in units of the parameters per step, one entry per coordinate.
  package let velocity: [Double]
  private let settings: [(key: String, text: String)]

  /// - Throws: ``ConfigurationError`` for a velocity of another length or with an entry that is not
  ///   finite.
  package init(_ base: any Problem, velocity: [Double]) throws(ConfigurationError) {
    try base.checkEntries(of: velocity, owner: "drifting", key: "velocity")
    self.init(base, velocity, [(key: "velocity", text: velocity.hyperparameterText)])
  }

  /// Creates a problem that drifts in a random direction, from normal numbers of the seed,
  /// split for ``RandomStream/data`` and the name `drifting`.
  /// - Parameter speed: the length of the velocity, in units of the parameters per step.
  /// - Throws: ``ConfigurationError`` for a speed that is negative or not finite.
  package init(_ base: any Problem, speed: Double, seed: UInt64) throws(ConfigurationError) {
    try Self.check(speed, owner: "drifting", key: "speed")
    let random = CounterRandom.problem("drifting", seed: seed)
    let direction = (0..<UInt64(base.dimension)).map { random.normal($0) }
    let length = euclideanNorm(direction, direction.count)
    self.init(
      base, direction.map { speed / length * $0 },
      [(key: "speed", text: speed.hyperparameterText), (key: "seed", text: String(seed))])
  }

  private init(
    _ base: any Problem, _ velocity: [Double], _ settings: [(key: String, text: String)]
  ) {
    (self.base, self.velocity, self.settings) = (base, velocity, settings)
  }

  package var neutral: (any Problem)? {
    get throws { try DriftingProblem(base, speed: 0, seed: 0) }
  }
  package var specification: Specification { specification("drifting", settings) }
  package var offers: Needs { base.offers.subtracting([.residuals, .drawnLabels]) }

  package func _objective<T: KernelScalar>() throws -> Objective<T> {
    let still = try T.makeObjective(base)
    let velocity = velocity
    let moved = Scratch<T>(velocity.count)
    func point(_ x: UnsafePointer<T>, _ draw: BatchDraw) -> UnsafePointer<T> {
      let time = Double(draw.step)
      for i in velocity.indices { moved.pointer[i] = x[i] - T(time * velocity[i]) }
      return UnsafePointer(moved.pointer)
    }
    var drifting = still.changingSteps { examples, x, g, indices, draw in
      examples.gradient(at: point(x, draw), into: g, over: indices, draw: draw)
    }
    // Labels would be drawn at the point, not at the one that has drifted.
    drifting.likelihood = nil
    let inner = drifting.examples!
    drifting.examples?.drawnTotal = { x, g, draw in
      inner.drawnTotal?(point(x, draw), g, draw) ?? still.valueAndGradient(point(x, draw), g)
    }
    drifting.examples?.drawnMetrics = { x, draw in
      inner.drawnMetrics?(point(x, draw), draw) ?? inner.metrics(point(x, draw))
    }
    return drifting
  }
}

extension ProblemEntry {
  /// `drifting:velocity=1;0,of=(…)` or `drifting:speed=…,seed=…,of=(…)`: x ↦ f(x − vt) after step t.
  package static let drifting = ProblemEntry(Settings.self, parts: [of]) { settings, parts in
    let base = try parts.problem("of")
    guard !settings.velocity.isEmpty else {
      return try DriftingProblem(base, speed: settings.speed, seed: UInt64(settings.seed))
    }
    try parts.exclude("velocity", ["speed", "seed"], settings)
    return try DriftingProblem(base, velocity: settings.velocity)
  }

  private struct Settings: Configurable {
    @Hyperparameter("the velocity, an entry a coordinate; in the place of a random direction")
    var velocity: [Double] = []
    @Hyperparameter("length of the velocity of random direction, a step", in: 0...)
    var speed = 1e-3
    @Hyperparameter("seed of the direction", in: 0...) var seed = 0

    static let card = Card(
      name: "drifting", summary: "a problem with a moving minimum",
      formula: "f_t(x) = f(x − vt),   step t sees ∇f_t",
      source: "Popkov (2005), Gradient methods for nonstationary unconstrained optimization")
  }
}
