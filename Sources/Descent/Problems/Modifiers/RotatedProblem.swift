/// A problem with rotated axes: `x ↦ f(Qx)` with an orthogonal `Q`, exact up to rounding.
///
/// `Q` is a product of random Householder reflections `I − 2uuᵀ`, each of which costs O(n). Every
/// orthogonal matrix is a product of at most n reflections; an even number is a rotation. Each tensor
/// is rotated separately, so the layout does not change.
/// - Source: Stewart, "The efficient generation of random orthogonal matrices", SIAM J. Numer. Anal.
///   17(3), 1980.
package struct RotatedProblem: TransformedProblem {
  package let base: any Problem
  /// The number of reflections.
  package let reflections: Int
  package let seed: UInt64
  /// Whether this is the inverse of the rotation with the same seed.
  package let isInverse: Bool
  package let change: Turn

  /// Creates a rotated problem. The axis of a tensor's reflection `k` is drawn from the normal
  /// numbers of the seed, split for ``RandomStream/data``, the name `rotated`, the tensor's name and
  /// `k`.
  /// - Throws: ``ConfigurationError`` for a number of reflections below 0, or too many for the memory.
  package init(
    _ base: any Problem, reflections: Int, seed: UInt64, isInverse: Bool = false
  ) throws(ConfigurationError) {
    guard reflections >= 0 else {
      throw .outOfRange(
        owner: "rotated", key: "reflections", value: String(reflections), allowed: "[0, inf)")
    }
    try MachineMemory.check(
      "rotated", bytes: 8 * Double(reflections) * Double(base.dimension))
    (self.base, self.reflections, self.seed) = (base, reflections, seed)
    self.isInverse = isInverse
    change = Turn(base.layout, reflections, seed: seed, isInverse: isInverse)
  }

  package var neutral: (any Problem)? {
    get throws { try RotatedProblem(base, reflections: 0, seed: seed) }
  }
  package var specification: Specification {
    specification(
      "rotated",
      [(key: "reflections", text: String(reflections)), (key: "seed", text: String(seed))]
        + (isInverse ? [(key: "inverse", text: "true")] : []))
  }

  /// `y = Qx`.
  package struct Turn: VariableChange {
    private let tensors: [Range<Int>]
    /// The axes of the reflections, each over all coordinates; a unit vector in each tensor.
    private let axes: [[Double]]
    private let isInverse: Bool
    private let n: Int

    init(_ layout: Layout, _ count: Int, seed: UInt64, isInverse: Bool) {
      let random = CounterRandom.problem("rotated", seed: seed)
      let tensors = layout.tensors.map(\.range)
      n = layout.count
      axes = (0..<count).map { k in
        var axis = [Double](repeating: 0, count: layout.count)
        for tensor in layout.tensors {
          let draws = random.split(stream: CounterRandom.hash(tensor.name))
            .split(stream: UInt64(k))
          for (i, place) in tensor.range.enumerated() { axis[place] = draws.normal(UInt64(i)) }
          let length = axis[tensor.range].withUnsafeBufferPointer {
            euclideanNorm($0.address, $0.count)
          }
          for place in tensor.range { axis[place] /= length }
        }
        return axis
      }
      self.tensors = tensors
      self.isInverse = isInverse
    }

    /// Applies the reflections in order, or in reverse order.
    private func reflect<T: KernelScalar>(_ x: UnsafeMutablePointer<T>, backwards: Bool) {
      for k in axes.indices {
        let axis = axes[backwards ? axes.count - 1 - k : k]
        for range in tensors {
          var sum = T.zero
          for i in range { sum += T(axis[i]) * x[i] }
          let twice = 2 * sum
          for i in range { x[i] -= twice * T(axis[i]) }
        }
      }
    }

    package func apply<T: KernelScalar>(_ x: UnsafePointer<T>, _ y: UnsafeMutablePointer<T>) {
      y.update(from: x, count: n)
      reflect(y, backwards: isInverse)
    }

    package func push<T: KernelScalar>(_ v: UnsafePointer<T>, _ w: UnsafeMutablePointer<T>) {
      apply(v, w)
    }

    package func pull<T: KernelScalar>(
      _ g: UnsafeMutablePointer<T>, work: UnsafeMutablePointer<T>
    ) { reflect(g, backwards: !isInverse) }

    /// Qᵀy, with two steps of iterative refinement to correct the rounding error in `y − Qx`.
    package func preimage(_ y: [Double]) -> [Double] {
      guard !axes.isEmpty else { return y }
      func back(_ v: [Double]) -> [Double] {
        var v = v
        reflect(&v, backwards: !isInverse)
        return v
      }
      var x = back(y)
      for _ in 0..<2 {
        let rest = back(zip(y, self(x)).map { $0 - $1 })
        x = zip(x, rest).map { $0 + $1 }
      }
      return x
    }

    package func preimage(direction v: [Double]) -> [Double] { preimage(v) }
  }
}

extension ProblemEntry {
  /// `rotated:seed=…,of=(…)`: the problem with its axes turned.
  package static let rotated = ProblemEntry(Settings.self, parts: [of]) { settings, parts in
    try RotatedProblem(
      try parts.problem("of"), reflections: settings.reflections, seed: UInt64(settings.seed),
      isInverse: settings.inverse)
  }

  private struct Settings: Configurable {
    @Hyperparameter("number of random reflections; even for a rotation", in: 0...)
    var reflections = 16
    @Hyperparameter("seed of the reflections", in: 0...) var seed = 0
    @Hyperparameter("whether to undo the rotation of this seed") var inverse = false

    static let card = Card(
      name: "rotated", summary: "a problem with its axes turned",
      formula: "x ↦ f(Qx),   Q = (I − 2uₖuₖᵀ) ⋯ (I − 2u₁u₁ᵀ), uᵢ random of length 1, per tensor",
      source: "Stewart (1980), SIAM J. Numer. Anal. 17(3), 403–409")
  }
}
