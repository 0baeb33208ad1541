import Descent

/// What a check found wrong, with everything needed to see it again; nil if nothing is.
typealias Finding = String?

/// A random point of a problem, around its start and its stationary points' scale.
func randomPoint(_ problem: any Problem, _ random: CounterRandom, spread: Double = 1.5) -> [Double]
{
  problem.start(seed: 0).indices.map { spread * (2 * random.uniform(UInt64($0)) - 1) }
}

/// The problem with its hyperparameters drawn at random from their ranges; `draw` 0 is the default.
///
/// Ranges are read off the descriptions, so a new problem needs nothing here.
func variant(_ type: any ConfigurableProblem.Type, draw: UInt64) throws -> any ConfigurableProblem {
  let random = CounterRandom(seed: draw).split(stream: 77)
  guard draw > 0 else { return type.init() }
  let settings = type.init().hyperparameters.enumerated().map { k, parameter in
    (key: parameter.key, text: randomText(parameter, random.uniform(UInt64(k))))
  }
  return try type.init(settings: settings)
}

private func randomText(_ parameter: HyperparameterDescription, _ u: Double) -> String {
  let allowed = parameter.allowed
  if allowed == Bool.expectation { return u < 0.5 ? "true" : "false" }
  if allowed.hasPrefix("one of ") {
    let words = allowed.dropFirst("one of ".count).split(separator: ", ")
    return String(words[Int(u * Double(words.count))])
  }
  let isWhole = Int(parameter.value) != nil && parameter.key == "n"
  guard let comma = allowed.firstIndex(of: ","), allowed.hasSuffix(")") || allowed.hasSuffix("]")
  else { return (6 * u - 3).hyperparameterText }
  let lower = Double(allowed[..<comma].dropFirst()) ?? -.infinity
  let upper = Double(allowed[comma...].dropFirst(2).dropLast()) ?? .infinity
  let low = max(lower, -3)
  // The end of the range is drawn only where it is open towards infinity.
  let value = low + (min(upper, low + 9) - low) * (0.01 + 0.98 * u)
  return isWhole ? String(Int(value)) : value.hyperparameterText
}

/// The eigenvalues of a symmetric row-major matrix in ascending order, by Jacobi's rotations: slow,
/// accurate, and independent of GSL.
func jacobiEigenvalues(_ matrix: [Double], _ n: Int) -> [Double] {
  var a = matrix
  for _ in 0..<60 {
    var off = 0.0
    for p in 0..<n {
      for q in (p + 1)..<max(n, p + 1) where a[p * n + q] != 0 {
        off += a[p * n + q] * a[p * n + q]
        let theta = (a[q * n + q] - a[p * n + p]) / (2 * a[p * n + q])
        let t = (theta < 0 ? -1 : 1) / (abs(theta) + (theta * theta + 1).squareRoot())
        let c = 1 / (t * t + 1).squareRoot()
        let s = t * c
        for k in 0..<n {
          let (x, y) = (a[k * n + p], a[k * n + q])
          (a[k * n + p], a[k * n + q]) = (c * x - s * y, s * x + c * y)
        }
        for k in 0..<n {
          let (x, y) = (a[p * n + k], a[q * n + k])
          (a[p * n + k], a[q * n + k]) = (c * x - s * y, s * x + c * y)
        }
      }
    }
    if off == 0 { break }
  }
  return (0..<n).map { a[$0 * n + $0] }.sorted()
}

func norm(_ x: [Double]) -> Double { euclideanNorm(x, x.count) }
func distance(_ a: [Double], _ b: [Double]) -> Double { euclideanDistance(a, b, a.count) }
