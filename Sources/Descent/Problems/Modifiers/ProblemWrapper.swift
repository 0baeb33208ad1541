/// A problem made from another one, from which it takes everything that it does not change.
package protocol ProblemWrapper: Problem {
  /// The inner problem.
  var base: any Problem { get }

  /// Whether its steps or its start depend on the seed of the run.
  var drawsRandom: Bool { get }

  /// A wrapper of the same kind that changes nothing; nil if the kind has no such settings.
  var neutral: (any Problem)? { get throws }

  /// Whether values and gradients belong to one function up to rounding in formulas, provided that the
  /// inner problem's do.
  var isExact: Bool { get }

  /// The objective for a scalar type, made from the inner problem's.
  func _objective<T: KernelScalar>() throws -> Objective<T>
}

extension ProblemWrapper {
  package var drawsRandom: Bool { false }
  package var isExact: Bool { true }
  package var layout: Layout { base.layout }
  package func start(seed: UInt64) -> [Double] { base.start(seed: seed) }
  package var stationaryPoints: [StationaryPoint] { base.stationaryPoints }
  package var infimum: Infimum? { base.infimum }
  package var contentDigests: [String: String] { base.contentDigests }
  package var offers: Needs { base.offers }
  package var exampleCount: ExampleCount? { get throws { try base.exampleCount } }
  package var smoothness: Double? { base.smoothness }
  package var strongConvexity: Double? { base.strongConvexity }
  package var window: PlotWindow? { base.window }
  package func hessian(at x: [Double]) -> [Double]? { base.hessian(at: x) }
  package func _objective<T: KernelScalar>() throws -> Objective<T> { try T.makeObjective(base) }
  package func _objective32() throws -> Objective<Float> { try _objective() }
  package func _objective64() throws -> Objective<Double> { try _objective() }

  // If residuals are offered, they are those of the inner problem.
  package func _residuals32() throws -> ResidualFunctions<Float>? {
    offers.contains(.residuals) ? try base._residuals32() : nil
  }
  package func _residuals64() throws -> ResidualFunctions<Double>? {
    offers.contains(.residuals) ? try base._residuals64() : nil
  }

  /// The name of the wrapper with its own settings, and the inner problem as `of=(…)`.
  func specification(_ name: String, _ settings: [(key: String, text: String)]) -> Specification {
    var specification = Specification(name: name, settings: settings)
    specification.values.append(Setting("of", .nested(base.specification)))
    return specification
  }

  /// Rejects a size that is negative, infinite or NaN.
  static func check(
    _ size: Double, owner: String, key: String
  ) throws(ConfigurationError) {
    guard size >= 0, size.isFinite else {
      throw .outOfRange(
        owner: owner, key: key, value: size.hyperparameterText, allowed: "[0, inf)")
    }
  }
}

extension Problem {
  /// Whether values and gradients belong to one function up to rounding in their formulas.
  package var answersExactly: Bool {
    guard let wrapper = self as? any ProblemWrapper else { return true }
    return wrapper.isExact && wrapper.base.answersExactly
  }

  /// Rejects a list that does not have one finite entry per coordinate.
  func checkEntries(
    of list: [Double], owner: String, key: String
  ) throws(ConfigurationError) {
    guard list.count == dimension else {
      let entries = list.count == 1 ? "entry" : "entries"
      let coordinates = dimension == 1 ? "coordinate" : "coordinates"
      throw .inconsistent(
        owner: owner,
        reason: "\(key) has \(list.count) \(entries), "
          + "\(specification.name) has \(dimension) \(coordinates)")
    }
    guard list.allSatisfy(\.isFinite) else {
      throw .malformed(
        owner: owner, key: key, text: list.hyperparameterText, expected: "finite numbers")
    }
  }
}

extension CounterRandom {
  /// The random numbers of a problem modifier whose seed is one of its settings.
  static func problem(_ name: String, seed: UInt64) -> CounterRandom {
    CounterRandom(seed: seed).split(stream: RandomStream.data).split(stream: hash(name))
  }
}

extension BatchDraw {
  /// The random numbers of a problem modifier for one batch.
  func random(_ name: String) -> CounterRandom {
    CounterRandom.problem(name, seed: seed).split(stream: UInt64(batch))
  }
}
