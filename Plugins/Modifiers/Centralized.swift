import Descent

/// Subtracts the mean from each row of a gradient, in tensors with two or more axes. Vectors pass
/// unchanged.
/// - Follows: Yong et al., "Gradient centralization", ECCV 2020, arXiv:2004.01461, equation 1.
/// - Deviations: none. A row is a slice at one index of the first axis, as in the authors' code.
public struct Centralized: GradientModifier {
  public init() {}

  public static let card = Card(
    name: "centralized", summary: "gradients of matrices with rows of mean 0",
    formula: "gᵢ ← gᵢ − mean(gᵢ)     i a row of a tensor of two axes or more",
    source: "Yong et al., ECCV 2020, arXiv:2004.01461, equation 1")

  public var changesObjective: Bool { false }

  public func change<T: KernelScalar>(_ change: GradientChange<T>) {
    let g = change.gradient
    for (index, tensor) in change.layout.tensors.enumerated()
    where change.hasGradient(index) && tensor.count > 0 && tensor.shape.count > 1 {
      let width = tensor.count / tensor.shape[0]
      for start in stride(from: tensor.offset, to: tensor.range.upperBound, by: width) {
        let row = start..<(start + width)
        let mean = row.reduce(0) { $0 + Double(g[$1]) } / Double(width)
        for i in row { g[i] = T(Double(g[i]) - mean) }
      }
    }
  }
}

extension Centralized: ModifierTraitDeclaring {
  public var traits: ModifierTraits {
    ModifierTraits(
      units: [:],
      definition: .tensor { gradients, _, tensor in
        let g = gradients.last!
        guard tensor.shape.count > 1 else { return g }
        return g.indices.map { i in
          let row = g.indices.filter {
            $0 * tensor.shape[0] / g.count == i * tensor.shape[0] / g.count
          }
          return g[i] - row.reduce(0) { $0 + g[$1] } / Double(row.count)
        }
      })
  }
}
