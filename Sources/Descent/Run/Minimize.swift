/// Minimizes a function written as a closure.
///
/// ```swift
/// let end = try minimize(from: [-1, 1], with: Adam { $0.learningRate = 0.05 }) { x in
///   (1 - x[0]) * (1 - x[0]) + 9 * (x[1] - x[0] * x[0]) * (x[1] - x[0] * x[0])
/// }
/// print(end.parameters)
/// ```
///
/// The gradient follows from the function by reverse mode. For functions that are run repeatedly, raced or
/// certified, write a ``FormulaProblem``, which has a name, second derivatives and single precision.
/// - Parameters:
///   - start: the start point; its count is the dimension.
///   - optimizer: any rule that needs only values and gradients.
///   - steps: the number of steps, 1 or more.
///   - objective: the function, in numbers that record the operations on them; write constants as
///     literals.
/// - Returns: the result of the run, with `parameters`, `loss` and `outcome`.
/// - Throws: `ConfigurationError` if there are no coordinates, or the optimizer needs more than gradients.
public func minimize(
  from start: [Double], with optimizer: any Optimizer, steps: Int = 1000,
  _ objective: @escaping @Sendable (Point<Traced<Double>>) -> Traced<Double>
) throws -> RunReport {
  guard !start.isEmpty else {
    throw ConfigurationError.outOfRange(
      owner: "minimize", key: "start", value: "no coordinates", allowed: "1 or more")
  }
  let problem = ClosureProblem(begin: start, objective: objective)
  return try Run<Double>(problem, optimizer, options: RunOptions(.steps(steps))).finish()
}

/// A closure as a problem.
package struct ClosureProblem: Problem {
  package let begin: [Double]
  package let objective: @Sendable (Point<Traced<Double>>) -> Traced<Double>

  package init(
    begin: [Double], objective: @escaping @Sendable (Point<Traced<Double>>) -> Traced<Double>
  ) {
    self.begin = begin
    self.objective = objective
  }

  package var layout: Layout { .vector(begin.count) }
  package func start(seed: UInt64) -> [Double] { begin }
  package var exampleCount: ExampleCount? { nil }
  package var specification: Specification { Specification(name: "function") }

  package func _objective64() throws -> Objective<Double> {
    let traced = ReverseGradient<Double>(begin.count)
    return Objective(
      value: { traced.point.record(at: $0, objective).value },
      valueAndGradient: { x, g in
        let result = traced.point.record(at: x, objective)
        _ = traced.sweep(from: result, into: g)
        return result.value
      })
  }

  /// Evaluates in double precision, because the closure takes only that.
  package func _objective32() throws -> Objective<Float> {
    let wide = try _objective64()
    let n = begin.count
    return Objective(
      value: { x in Float(wide.value((0..<n).map { Double(x[$0]) })) },
      valueAndGradient: { x, g in
        var gradient = [Double](repeating: 0, count: n)
        let value = wide.valueAndGradient((0..<n).map { Double(x[$0]) }, &gradient)
        for i in 0..<n { g[i] = Float(gradient[i]) }
        return Float(value)
      })
  }
}
