/// A problem made from another one: what it does not change is the other's.
package protocol ProblemWrapper: Problem {
  /// The problem inside.
  var base: any Problem { get }

  /// Whether what it does depends on the seed of the run: its steps, or its start.
  var drawsRandom: Bool { get }

  /// The problem with nothing changed, of the same kind; nil if the kind has no such settings.
  var neutral: (any Problem)? { get throws }

  /// Whether values and gradients are those of one function up to the rounding of formulas, if those inside
  /// are.
  var isExact: Bool { get }

  /// The objective for a scalar type, made from that of the problem inside.
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

  // Residuals are those inside, where they are offered at all.
  package func _residuals32() throws -> ResidualFunctions<Float>? {
    offers.contains(.residuals) ? try base._residuals32() : nil
  }
  package func _residuals64() throws -> ResidualFunctions<Double>? {
    offers.contains(.residuals) ? try base._residuals64() : nil
  }

  /// The name of the wrapper with its own settings, and the problem inside as `of=(…)`.
  func specification(_ name: String, _ settings: [(key: String, text: String)]) -> Specification {
    var specification = Specification(name: name, settings: settings)
    specification.values.append(Setting("of", .nested(base.specification)))
    return specification
  }

  /// Refuses a size that is negative, infinite or NaN.
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
  /// Whether values and gradients are those of one function up to the rounding of their formulas.
  package var answersExactly: Bool {
    guard let wrapper = self as? any ProblemWrapper else { return true }
    return wrapper.isExact && wrapper.base.answersExactly
  }

  /// Refuses a list that has not one finite entry a coordinate.
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
  /// The numbers that a modifier of problems draws by a seed among its settings.
  static func problem(_ name: String, seed: UInt64) -> CounterRandom {
    CounterRandom(seed: seed).split(stream: RandomStream.data).split(stream: hash(name))
  }
}

extension BatchDraw {
  /// The numbers that a modifier of problems draws for a batch.
  func random(_ name: String) -> CounterRandom {
    CounterRandom.problem(name, seed: seed).split(stream: UInt64(batch))
  }
}
