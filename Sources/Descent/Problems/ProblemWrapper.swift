/// A problem made from another one: what it does not change is the other's.
public protocol ProblemWrapper: Problem {
  /// The problem inside.
  var base: any Problem { get }
}

extension ProblemWrapper {
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
  public func _objective32() throws -> Objective<Float> { try Float.makeObjective(base) }
  public func _objective64() throws -> Objective<Double> { try Double.makeObjective(base) }
  public func _residuals32() throws -> ResidualFunctions<Float>? { try base._residuals32() }
  public func _residuals64() throws -> ResidualFunctions<Double>? { try base._residuals64() }

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
