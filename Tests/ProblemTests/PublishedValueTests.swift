import Descent
import DescentCatalog
import DescentLaws
import Testing

/// Values and gradients at published starts, computed elsewhere in ball arithmetic.
@Suite("A published value") struct PublishedValueTests {
  struct Entry: Sendable, CustomTestStringConvertible {
    let spec: String
    /// A point other than the problem's own start.
    var point: [Double]?
    let value: Double
    let gradient: [Double]
    var testDescription: String { spec }
  }

  static let ellipsoid = "quadratic:n=10,mu=2,condition=1000000"
  static let entries: [Entry] = [
    Entry(spec: "square", value: 1, gradient: [2]),
    Entry(
      spec: "sphere", value: 96.25, gradient: [1, -2, 3, -4, 5, -6, 7, -8, 9, -10]),
    Entry(
      spec: ellipsoid, value: 1274605.1368484432,
      gradient: [
        2, 9.283177667225559, 43.08869380063767, 200, 928.3177667225558, 4308.8693800637675, 20000,
        92831.77667225558, 430886.93800637673, 2_000_000,
      ]),
    Entry(
      spec: ellipsoid + ",rotated=true", value: 4068909.659601216,
      gradient: [
        230402.53481691208, 460806.19099568157, 691209.4742641364, 921575.8535533627,
        1151607.6807559652, 1379328.8736299984, 1592807.7437183848, 1723853.708528111,
        1396501.9107707597, -1410274.651830879,
      ]),
    Entry(spec: "saddle", point: [1, 0], value: 1.25, gradient: [3, 0]),
    Entry(spec: "monkey", point: [0.01, 0], value: 1.0075e-06, gradient: [0.000303, 0]),
    Entry(spec: "monkey:confined=false", value: 0.11, gradient: [0.72, -0.3]),
    Entry(spec: "rosenbrock", value: 24.2, gradient: [-215.6, -88]),
    Entry(spec: "rosenbrock:n=4", value: 532.4, gradient: [-215.6, 792, -655.6, -88]),
    Entry(
      spec: "rosenbrock:n=6", value: 1040.6, gradient: [-215.6, 792, -655.6, 792, -655.6, -88]),
    Entry(
      spec: "rosenbrock:n=10", value: 2057,
      gradient: [-215.6, 792, -655.6, 792, -655.6, 792, -655.6, 792, -655.6, -88]),
    Entry(spec: "beale", value: 14.203125, gradient: [0, 27.75]),
    Entry(spec: "himmelblau", value: 170, gradient: [-14, -22]),
  ]

  @Test("has the published value and gradient at the published start", arguments: entries)
  func start(entry: Entry) throws {
    let problem = try Catalog.registry.problem(try Specification(entry.spec))
    let x = entry.point ?? problem.start(seed: 0)
    #expect(abs(try problem.value(at: x) - entry.value) <= 1e-12 * max(1e-6, abs(entry.value)))
    let gradient = try problem.gradient(at: x)
    for (found, published) in zip(gradient, entry.gradient) {
      // Components cancel: rounding is relative to the largest.
      #expect(abs(found - published) <= 1e-12 * norm(entry.gradient))
    }
    #expect(gradient.count == entry.gradient.count)
  }

  /// Extreme eigenvalues at minima and saddles, by value of the problem there.
  static let spectra: [(spec: String, value: Double, smallest: Double, largest: Double)] = [
    ("rosenbrock", 0, 0.39936076748763305, 1001.6006392325123),
    ("rosenbrock:n=4", 3.701428610430017, 0.3795335917013132, 866.1268771561506),
    ("rosenbrock:n=4", 3.7082419966472617, -0.5686996265873581, 653.998691706371),
    ("rosenbrock:n=6", 5.646383966587951, -2.809376730362564, 516.525164054556),
    ("rosenbrock:n=10", 3.986579112347138, 0.5012726491, 1758.675611),
    ("rosenbrock:n=30", 3.986623854300934, 0.4987531194, 1797.488021),
    ("himmelblau", 181.6165215225827, -45.60522929, -16.06601967),
    ("beale", 9.86451228475556, -0.7810271727, 867.7521793),
    ("monkey", -0.25, 3, 9), ("saddle", -1, 2, 4),
    ("factorization", 0.7125, 0.1, 2),
  ]

  @Test("has the published curvature at its stationary points", arguments: spectra)
  func curvature(spec: String, value: Double, smallest: Double, largest: Double) throws {
    let problem = try Catalog.registry.problem(try Specification(spec))
    let claim = try #require(
      problem.stationaryPoints.first { abs($0.value - value) <= 1e-14 * (1 + abs(value)) })
    let x = try #require(claim.point)
    let values = jacobiEigenvalues(try #require(problem.hessian(at: x)), x.count)
    // Some are published to ten digits.
    #expect(abs(try #require(values.first) - smallest) <= 1e-9 * max(1, abs(smallest)))
    #expect(abs(try #require(values.last) - largest) <= 1e-9 * abs(largest))
  }
}
