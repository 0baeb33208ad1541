import CNetworkKernels
import Descent
import DescentData

extension Softmax {
  /// The Hessian, exact up to rounding: with z̃ = (z, 1) the block of classes k and l is (1/N) Σᵢ
  /// p_k (δ_kl − p_l) z̃ᵢ z̃ᵢᵀ, to which λ on the weights' diagonal and γ on the biases' block
  /// are added.
  public func hessian(at x: [Double]) -> [Double]? {
    precondition(x.count == dimension, "\(x.count) coordinates in \(dimension) dimensions")
    guard let examples = try? loadedExamples() else { return nil }
    _ = singleThreadedBLAS
    let block = ExampleBlock<Double>.shared(examples, isTest: false)
    let (n, d, classes) = (block.count, block.width, examples.data.classCount)
    let p = probabilities(at: x, block, classes: classes)
    let design = withOnes(block)
    var factors = [Double](repeating: 0, count: n)
    var weighted = [Double](repeating: 0, count: n * (d + 1))
    var product = [Double](repeating: 0, count: (d + 1) * (d + 1))
    var hessian = [Double](repeating: 0, count: x.count * x.count)
    // The index among the parameters of weight j of a class, or of its bias if j = d.
    func place(_ k: Int, _ j: Int) -> Int { j < d ? k * d + j : classes * d + k }
    for k in 0..<classes {
      for l in 0...k {
        for i in 0..<n {
          let pk = p[i * classes + k]
          factors[i] = pk * ((k == l ? 1 : 0) - p[i * classes + l]) / Double(n)
        }
        descent_scale_rows_f64(&weighted, factors, design, n, d + 1)
        Double.addProductOfTransposed(
          weighted, design, into: &product, rows: d + 1, columns: d + 1, inner: n, beta: 0)
        for a in 0...d {
          for b in 0...d {
            let second = product[a * (d + 1) + b]
            hessian[place(k, a) * x.count + place(l, b)] = second
            hessian[place(l, b) * x.count + place(k, a)] = second
          }
        }
      }
    }
    for i in 0..<(classes * d) { hessian[i * x.count + i] += ridge }
    let gauge = gaugeCoefficient(classes: classes)
    for k in 0..<classes {
      for l in 0..<classes { hessian[place(k, d) * x.count + place(l, d)] += gauge }
    }
    return hessian
  }

  /// The probability of each class for each example.
  private func probabilities(
    at x: [Double], _ block: ExampleBlock<Double>, classes: Int
  ) -> [Double] {
    let (n, d) = (block.count, block.width)
    var p = [Double](repeating: 0, count: n * classes)
    Double.productWithTransposed(
      block.features, x, into: &p, rows: n, columns: classes, inner: d)
    for i in 0..<n {
      let row = i * classes..<(i + 1) * classes
      for k in 0..<classes { p[row.lowerBound + k] += x[classes * d + k] }
      let top = p[row].max() ?? 0
      for k in row { p[k] = .exp(p[k] - top) }
      let sum = p[row].reduce(0, +)
      for k in row { p[k] /= sum }
    }
    return p
  }

  /// The features with a column of ones, which the biases multiply.
  private func withOnes(_ block: ExampleBlock<Double>) -> [Double] {
    let (n, d) = (block.count, block.width)
    var design = [Double](repeating: 1, count: n * (d + 1))
    for i in 0..<n {
      for j in 0..<d { design[i * (d + 1) + j] = block.features[i * d + j] }
    }
    return design
  }
}
