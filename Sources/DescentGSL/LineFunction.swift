import CGSL
import Descent

/// A problem along a line, x + t d: its value and slope as callbacks for GSL.
final class LineFunction {
  let evaluator: Evaluator
  let point: [Double]
  let direction: [Double]
  /// The longest step of the difference quotients, and the largest value encountered.
  let longest: Double
  private(set) var largest = 0.0

  /// - Parameter scale: the size of the moving coordinates; at least a tenth of a typical
  ///   coordinate is used.
  init(_ evaluator: Evaluator, _ point: [Double], _ direction: [Double], scale: Double) {
    self.evaluator = evaluator
    self.point = point
    self.direction = direction
    longest = 1e-3 * max(abs(scale), 0.1 * evaluator.typicalCoordinate)
  }

  func value(_ t: Double) -> Double {
    let value = evaluator.value(along(point, t, direction))
    largest = max(largest, abs(value))
    return value
  }

  /// The gradient that the problem states at a point of the line.
  func gradient(_ t: Double) -> [Double] {
    evaluator.gradient(along(point, t, direction)).gradient
  }

  /// Compares the gradient with difference quotients. Tries several steps, because the function may
  /// vary on a smaller scale than its argument; a wrong slope agrees with none of them. Agreement
  /// within a large error estimate, as caused by a kink within the step, does not count.
  func check(_ gradient: [Double]) throws(GSLError) -> DerivativeCheck {
    let slope = dot(gradient, direction)
    let terms = zip(gradient, direction).reduce(0) { $0 + abs($1.0 * $1.1) }
    var first = DerivativeCheck(error: .nan, tolerance: 0)
    for step in [longest, longest / 16, longest / 256] {
      let (quotient, spread) = try derivative(step)
      // GSL's error estimate does not include rounding inside the function; the last term does.
      let rounding = 64 * Double.ulpOfOne * (largest / step + abs(slope))
      let found = DerivativeCheck(
        error: abs(quotient - slope), tolerance: 4 * spread + rounding + .leastNormalMagnitude)
      if found.passes && 4 * spread <= 1e-6 * terms + rounding { return found }
      if !first.error.isFinite || (found.passes && !first.passes) { first = found }
    }
    return try KinkCheck(line: self, gradient: gradient).check() ?? first
  }

  private func derivative(_ step: Double) throws(GSLError) -> (quotient: Double, spread: Double) {
    var (quotient, spread) = (Double.nan, Double.nan)
    try call("gsl_deriv_central", { $0.value($1) }) { function in
      gsl_deriv_central(&function, 0, step, &quotient, &spread)
    }
    return (quotient, spread)
  }

  /// The integral of the slope over a segment by adaptive Gauss–Kronrod quadrature, which bisects
  /// toward a jump, with an error bound; NaN if it fails.
  func integral(over segment: ClosedRange<Double>) throws(GSLError) -> (
    value: Double, error: Double
  ) {
    let limit = 256
    let workspace = try GSL.allocated(
      "gsl_integration_workspace_alloc", gsl_integration_workspace_alloc(limit))
    defer { gsl_integration_workspace_free(workspace) }
    var (value, error) = (Double.nan, Double.nan)
    let isEnough = 8 * Double.ulpOfOne * largest
    // With these statuses, the result is valid within its error estimate.
    let passing = [GSL_EMAXITER, GSL_EROUND, GSL_ESING, GSL_EFAILED]
    try call("gsl_integration_qag", { dot($0.gradient($1), $0.direction) }, passing: passing) {
      function in
      gsl_integration_qag(
        &function, segment.lowerBound, segment.upperBound, isEnough, 1e-10, limit,
        Int32(GSL_INTEG_GAUSS15), workspace, &value, &error)
    }
    return (value, error)
  }

  /// Calls GSL with a function of this line.
  /// - Parameter passing: statuses that do not count as failures.
  private func call(
    _ name: String, _ function: @escaping (LineFunction, Double) -> Double, passing: [Int] = [],
    _ body: (inout gsl_function) -> Int32
  ) throws(GSLError) {
    let callback = Callback(line: self, function: function)
    var function = gsl_function(
      function: { t, context in
        guard let context else { return .nan }
        let callback = Unmanaged<Callback>.fromOpaque(context).takeUnretainedValue()
        return callback.function(callback.line, t)
      }, params: Unmanaged.passUnretained(callback).toOpaque())
    let status = withExtendedLifetime(callback) { body(&function) }
    if !passing.contains(Int(status)) { try GSL.check(name, status) }
  }

  private final class Callback {
    let line: LineFunction
    let function: (LineFunction, Double) -> Double

    init(line: LineFunction, function: @escaping (LineFunction, Double) -> Double) {
      self.line = line
      self.function = function
    }
  }
}
