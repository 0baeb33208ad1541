/// A problem whose gradient is seen with noise: to each entry of the gradient of a step an independent
/// normal number of standard deviation `std` is added. Values are exact.
///
/// Entry `i` of batch `k` of a run takes normal number `i` of the run's seed, split for
/// ``RandomStream/data``, the name `noisy` and `k`: a pure function of the three, so a resumed run goes
/// on bit for bit, and a rule that evaluates a batch twice sees the same noise twice. The objective
/// learns `k` as the run's ``BatchDraw``: a problem without examples becomes the mean over a single
/// example, of which every step draws anew.
///
/// The start, reports and everything else outside a step are without noise. A rule that needs
/// ``Needs/consistentGradient`` is refused.
public struct NoisyProblem: ProblemWrapper {
  public let base: any Problem
  /// The standard deviation of the noise, in the units of the gradient.
  public let std: Double

  /// - Throws: ``ConfigurationError`` for a standard deviation that is negative or not finite.
  public init(_ base: any Problem, std: Double) throws(ConfigurationError) {
    try Self.check(std, owner: "noisy", key: "std")
    self.base = base
    self.std = std
  }

  public var specification: Specification {
    specification("noisy", [(key: "std", text: std.hyperparameterText)])
  }

  public var offers: Needs { base.offers.subtracting([.consistentGradient, .residuals]) }

  public func _residuals32() throws -> ResidualFunctions<Float>? { nil }
  public func _residuals64() throws -> ResidualFunctions<Double>? { nil }
  public func _objective32() throws -> Objective<Float> { try objective() }
  public func _objective64() throws -> Objective<Double> { try objective() }

  private func objective<T: KernelScalar>() throws -> Objective<T> {
    let exact = try T.makeObjective(base)
    var examples =
      exact.examples
      ?? Examples(
        count: 1, batchSize: 1, batchGradient: { x, g, _ in exact.valueAndGradient(x, g) },
        metrics: { Metrics(trainLoss: Double(exact.value($0))) })
    let (inner, n, std) = (examples, dimension, std)
    examples.drawnGradient = { x, g, indices, draw in
      let value = inner.gradient(at: x, into: g, over: indices, draw: draw)
      let noise = CounterRandom(seed: draw.seed).split(stream: RandomStream.data)
        .split(stream: CounterRandom.hash("noisy")).split(stream: UInt64(draw.batch))
      for i in 0..<n { g[i] += T(std * noise.normal(UInt64(i))) }
      return value
    }
    var noisy = Objective(
      value: exact.value, valueAndGradient: exact.valueAndGradient, examples: examples)
    noisy.hessianProduct = exact.hessianProduct
    return noisy
  }
}
