import Descent

/// The region in which a rule converges on a quadratic, in the plane of rate times curvature
/// and momentum.
public struct StabilityRegion: Sendable {
  /// The name of the picture's file.
  public let name: String
  public let title: String
  /// The limit of lr λ, as mathematics writes it.
  public let formula: String
  /// The range of lr λ in the picture.
  public let extent: ClosedRange<Double>
  /// The buffers that are held, with their values.
  public let held: [String: Double]
  /// The limit of lr λ by the formula.
  public let limit: @Sendable (_ momentum: Double) -> Double
  /// The rule, without a rate.
  public let rule: @Sendable (_ momentum: Double) -> Specification

  /// The measurements for a region.
  public struct Map: Sendable {
    /// The values of lr λ of the columns.
    public let rates: [Double]
    /// The momenta of the rows.
    public let momenta: [Double]
    /// The spectral radii, row by row.
    public let radii: [[Double]]
    /// The limits of lr λ measured with runs, at some of the momenta.
    public let measured: [(momentum: Double, rate: Double)]
    /// The limits by the formula, at every momentum.
    public let predicted: [(momentum: Double, rate: Double)]
  }

  /// The curvature; only its product with the rate matters.
  private static let curvature = 7.0
  private static let largestMomentum = 0.99

  /// The step at a momentum.
  public func step(_ laboratory: Laboratory, momentum: Double) throws -> LinearizedStep {
    try LinearizedStep(laboratory, rule(momentum), holding: held)
  }

  /// The spectral radius of the iteration matrix at a product of rate and curvature.
  public func radius(_ step: LinearizedStep, product: Double) throws -> Double {
    try step.spectralRadius(rate: product / Self.curvature, curvature: Self.curvature)
  }

  /// The limit of lr λ at a momentum, at which the growth of runs changes sign.
  public func measuredLimit(_ laboratory: Laboratory, momentum: Double) throws -> Double {
    let step = try step(laboratory, momentum: momentum)
    let steps = Laboratory.stabilitySteps(momentum: momentum)
    let rate = laboratory.crossing(1e-3, 1e3, tolerance: 0x1p-30) {
      step.growth(rate: $0, curvature: Self.curvature, steps: steps)
    }
    return rate * Self.curvature
  }

  /// Probes the rule on a grid and runs it for the boundary.
  /// - Parameters:
  ///   - columns: the number of cells along lr λ; each is probed at its centre.
  ///   - rows: the number of cells along the momentum, from 0 to 1.
  ///   - limits: the number of momenta, from 0 to 0.99, at which the boundary is measured.
  public func map(
    _ laboratory: Laboratory, columns: Int = 200, rows: Int = 100, limits: Int = 12
  ) throws -> Map {
    func centres(_ range: ClosedRange<Double>, _ count: Int) -> [Double] {
      (0..<count).map {
        range.lowerBound
          + (range.upperBound - range.lowerBound) * (Double($0) + 0.5) / Double(count)
      }
    }
    func momenta(_ count: Int) -> [Double] {
      (0..<count).map { Self.largestMomentum * Double($0) / Double(count - 1) }
    }
    let rates = centres(extent, columns)
    let rows = centres(0...1, rows)
    let radii = try rows.map { momentum in
      let step = try step(laboratory, momentum: momentum)
      return try rates.map { try radius(step, product: $0) }
    }
    return Map(
      rates: rates, momenta: rows, radii: radii,
      measured: try momenta(limits).map { ($0, try measuredLimit(laboratory, momentum: $0)) },
      predicted: momenta(400).map { ($0, limit($0)) })
  }
}
