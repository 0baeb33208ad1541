/// A problem made from another one: what it does not change is the other's.
public protocol ProblemWrapper: Problem {
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
  public var drawsRandom: Bool { false }
  public var isExact: Bool { true }
  public var layout: Layout { base.layout }
  public func start(seed: UInt64) -> [Double] { base.start(seed: seed) }
  public var stationaryPoints: [StationaryPoint] { base.stationaryPoints }
  public var infimum: Infimum? { base.infimum }
  public var contentDigests: [String: String] { base.contentDigests }
  public var offers: Needs { base.offers }
  public var exampleCount: ExampleCount? { get throws { try base.exampleCount } }
  public var smoothness: Double? { base.smoothness }
  public var strongConvexity: Double? { base.strongConvexity }
  public var window: PlotWindow? { base.window }
  public func hessian(at x: [Double]) -> [Double]? { base.hessian(at: x) }
  public func _objective<T: KernelScalar>() throws -> Objective<T> { try T.makeObjective(base) }
  public func _objective32() throws -> Objective<Float> { try _objective() }
  public func _objective64() throws -> Objective<Double> { try _objective() }

  // Residuals are those inside, where they are offered at all.
  public func _residuals32() throws -> ResidualFunctions<Float>? {
    offers.contains(.residuals) ? try base._residuals32() : nil
  }
  public func _residuals64() throws -> ResidualFunctions<Double>? {
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
  public var answersExactly: Bool {
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
