import Descent
import DescentData
import NetworkProblems

/// The loss of a network in dual numbers, one example and one unit at a time, for comparison with the
/// hand-written backpropagation.
struct PlainNetwork {
  let architecture: Architecture
  let data: DataSet
  let rows: [Int]

  /// The mean loss with its derivative along `direction`.
  func loss(at x: [Double], along direction: [Double]) -> (value: Double, slope: Double) {
    let parameters = zip(x, direction).map { value, tangent in
      Dual<Double>(value: value, tangents: [tangent, 0, 0, 0])
    }
    var sum = Dual<Double>.zero
    for row in rows { sum += crossEntropy(parameters, row) }
    sum /= Dual(Double(rows.count))
    sum += penalty(parameters)
    return (sum.value, sum.tangents[0])
  }

  private func crossEntropy(_ p: [Dual<Double>], _ row: Int) -> Dual<Double> {
    let first = row * data.featureCount
    var signal = data.features[first..<(first + data.featureCount)].map { Dual<Double>($0) }
    var offset = 0
    let widths = architecture.widths
    for layer in 1..<widths.count {
      let biases = offset + widths[layer] * widths[layer - 1]
      var next: [Dual<Double>] = []
      for unit in 0..<widths[layer] {
        var z = p[biases + unit]
        for (j, s) in signal.enumerated() { z += p[offset + unit * widths[layer - 1] + j] * s }
        next.append(layer < widths.count - 1 ? activate(z) : z)
      }
      signal = next
      offset = biases + widths[layer]
    }
    var sum = Dual<Double>.zero
    for score in signal { sum += .exp(score) }
    return .log(sum) - signal[data.labels[row]]
  }

  private func activate(_ z: Dual<Double>) -> Dual<Double> {
    switch architecture.activation {
    case .relu: return z > .zero ? z : .zero
    case .tanh: return .tanh(z)
    case .gelu:
      let cdf = 0.5 * Double.erfc(-z.value / Double.sqrt(2))
      let density = Double.exp(-0.5 * z.value * z.value) / Double.sqrt(2 * .pi)
      let slope = cdf + z.value * density
      return Dual(
        value: z.value * cdf,
        tangents: [slope * z.tangents[0], 0, 0, 0])
    }
  }

  private func penalty(_ p: [Dual<Double>]) -> Dual<Double> {
    var squares = Dual<Double>.zero
    var shift = Dual<Double>.zero
    var offset = 0
    let widths = architecture.widths
    for layer in 1..<widths.count {
      let biases = offset + widths[layer] * widths[layer - 1]
      for i in offset..<biases { squares += p[i] * p[i] }
      offset = biases + widths[layer]
    }
    for i in (p.count - widths[widths.count - 1])..<p.count { shift += p[i] }
    let ridge = Dual<Double>(architecture.ridge / 2) * squares
    return ridge + Dual(architecture.gauge / 2) * shift * shift
  }
}

/// A few normal numbers for a test, from a seed.
func normals(_ count: Int, seed: UInt64, scale: Double = 1) -> [Double] {
  let random = CounterRandom(seed: seed)
  return (0..<count).map { scale * random.normal(UInt64($0)) }
}

func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }

func distance(_ a: [Double], _ b: [Double]) -> Double {
  Double.sqrt(zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) })
}
