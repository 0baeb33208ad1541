/// A problem with its coordinates in another order: `x ↦ f(Px)`, exact bit for bit.
///
/// Coordinates are permuted within each tensor, so the layout does not change.
package struct PermutedProblem: TransformedProblem {
  package let base: any Problem
  package let seed: UInt64
  /// Whether this is the inverse of the permutation with the same seed.
  package let isInverse: Bool
  package let change: Permutation

  /// Creates a permuted problem. Each tensor's permutation is drawn from the seed, split for
  /// ``RandomStream/data``, the name `permuted` and the tensor's name.
  package init(_ base: any Problem, seed: UInt64, isInverse: Bool = false) {
    (self.base, self.seed, self.isInverse) = (base, seed, isInverse)
    change = Permutation(base.layout, seed: seed, isInverse: isInverse)
  }

  package var neutral: (any Problem)? { nil }
  package var specification: Specification {
    specification(
      "permuted",
      [(key: "seed", text: String(seed))] + (isInverse ? [(key: "inverse", text: "true")] : []))
  }

  /// `yᵢ = x[source[i]]`.
  package struct Permutation: VariableChange {
    /// The index in `x` of each coordinate of the inner problem.
    package let source: [Int]

    init(_ layout: Layout, seed: UInt64, isInverse: Bool) {
      let random = CounterRandom.problem("permuted", seed: seed)
      var source = Array(0..<layout.count)
      for tensor in layout.tensors {
        let order = random.split(stream: CounterRandom.hash(tensor.name))
          .permutation(tensor.count)
        for (i, j) in order.enumerated() {
          let (to, from) = isInverse ? (j, i) : (i, j)
          source[tensor.offset + to] = tensor.offset + from
        }
      }
      self.source = source
    }

    package func apply<T: KernelScalar>(_ x: UnsafePointer<T>, _ y: UnsafeMutablePointer<T>) {
      for i in source.indices { y[i] = x[source[i]] }
    }

    package func push<T: KernelScalar>(_ v: UnsafePointer<T>, _ w: UnsafeMutablePointer<T>) {
      apply(v, w)
    }

    package func pull<T: KernelScalar>(
      _ g: UnsafeMutablePointer<T>, work: UnsafeMutablePointer<T>
    ) {
      work.update(from: g, count: source.count)
      for i in source.indices { g[source[i]] = work[i] }
    }

    package func preimage(_ y: [Double]) -> [Double] {
      var x = y
      for i in source.indices { x[source[i]] = y[i] }
      return x
    }

    package func preimage(direction v: [Double]) -> [Double] { preimage(v) }
  }
}

extension ProblemEntry {
  /// `permuted:seed=…,of=(…)`: the problem with its coordinates in another order.
  package static let permuted = ProblemEntry(Settings.self, parts: [of]) { settings, parts in
    PermutedProblem(
      try parts.problem("of"), seed: UInt64(settings.seed), isInverse: settings.inverse)
  }

  private struct Settings: Configurable {
    @Hyperparameter("seed of the permutation", in: 0...) var seed = 0
    @Hyperparameter("whether to undo the permutation of this seed") var inverse = false

    static let card = Card(
      name: "permuted", summary: "a problem with its coordinates in another order",
      formula: "x ↦ f(Px),   P a permutation within each tensor",
      source: "Fisher and Yates (1938), Statistical Tables, in Durstenfeld's form (1964)")
  }
}
