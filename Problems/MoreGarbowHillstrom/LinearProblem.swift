import Descent

/// The linear functions of Moré, Garbow and Hillstrom: m ≥ n residuals of n coordinates, from (1, …, 1).
public protocol LinearProblem: ResidualProblem {
  var n: Int { get }
  var m: Int { get }
}

extension LinearProblem {
  public var layout: Layout { .vector(n) }

  public func validate() throws(ConfigurationError) {
    guard m >= n else {
      throw .inconsistent(owner: Self.card.name, reason: "m=\(m) is below n=\(n)")
    }
  }

  public func start(seed: UInt64) -> [Double] { [Double](repeating: 1, count: n) }

  public var residualCount: Int { m }
}

/// 1² + 2² + … + n²
func sumOfSquares(_ n: Int) -> Double {
  let n = Double(n)
  return n * (n + 1) * (2 * n + 1) / 6
}
