/// A problem with all points shifted: `x ↦ f(x − s)`.
///
/// Minima, saddles and the start move by `s`; gradient and curvature there are those of `f`. Values are
/// exact if `x − s` is, for example if shift and point have few significant bits.
package struct ShiftedProblem: TransformedProblem {
  package let base: any Problem
  /// The shift `s`, in units of the parameters, one entry per coordinate.
  package let shift: [Double]
  private let settings: [(key: String, text: String)]

  /// - Throws: ``ConfigurationError`` for a shift of another length or with an entry that is not finite.
  package init(_ base: any Problem, by shift: [Double]) throws(ConfigurationError) {
    try base.checkEntries(of: shift, owner: "shifted", key: "by")
    self.init(base, shift, [(key: "by", text: shift.hyperparameterText)])
  }

  /// Creates a problem with a random shift: entry `i` is `size` times normal number `i` of the seed,
  /// split for ``RandomStream/data`` and the name `shifted`, rounded to a multiple of about
  /// `size`/10⁶ so that points with few significant bits stay exact.
  /// - Throws: ``ConfigurationError`` for a size that is negative or not finite.
  package init(_ base: any Problem, size: Double, seed: UInt64) throws(ConfigurationError) {
    try Self.check(size, owner: "shifted", key: "size")
    let random = CounterRandom.problem("shifted", seed: seed)
    let grid = size == 0 ? 1 : Double(sign: .plus, exponent: size.exponent - 20, significand: 1)
    let shift = (0..<UInt64(base.dimension)).map { i in
      grid == 0 ? 0 : grid * (size / grid * random.normal(i)).rounded()
    }
    self.init(
      base, shift,
      [(key: "size", text: size.hyperparameterText), (key: "seed", text: String(seed))])
  }

  private init(
    _ base: any Problem, _ shift: [Double], _ settings: [(key: String, text: String)]
  ) {
    (self.base, self.shift, self.settings) = (base, shift, settings)
  }

  package var change: Shift { Shift(shift) }
  package var neutral: (any Problem)? { get throws { try ShiftedProblem(base, size: 0, seed: 0) } }
  package var specification: Specification { specification("shifted", settings) }

  /// `y = x − s`.
  package struct Shift: VariableChange {
    private let s: [Double]

    init(_ s: [Double]) { self.s = s }

    package func apply<T: KernelScalar>(_ x: UnsafePointer<T>, _ y: UnsafeMutablePointer<T>) {
      for i in s.indices { y[i] = x[i] - T(s[i]) }
    }

    package func push<T: KernelScalar>(_ v: UnsafePointer<T>, _ w: UnsafeMutablePointer<T>) {
      w.update(from: v, count: s.count)
    }

    package func pull<T: KernelScalar>(
      _ g: UnsafeMutablePointer<T>, work: UnsafeMutablePointer<T>
    ) {}

    package func preimage(_ y: [Double]) -> [Double] { zip(y, s).map { $0 + $1 } }
    package func preimage(direction v: [Double]) -> [Double] { v }
  }
}

extension ProblemEntry {
  /// `shifted:by=1;-2,of=(…)` or `shifted:size=…,seed=…,of=(…)`: x ↦ f(x − s).
  package static let shifted = ProblemEntry(Settings.self, parts: [of]) { settings, parts in
    let base = try parts.problem("of")
    guard !settings.by.isEmpty else {
      return try ShiftedProblem(base, size: settings.size, seed: UInt64(settings.seed))
    }
    try parts.exclude("by", ["size", "seed"], settings)
    return try ShiftedProblem(base, by: settings.by)
  }

  private struct Settings: Configurable {
    @Hyperparameter("the shift, an entry a coordinate; in the place of a random one")
    var by: [Double] = []
    @Hyperparameter("standard deviation of each entry of a random shift", in: 0...) var size = 1.0
    @Hyperparameter("seed of the random shift", in: 0...) var seed = 0

    static let card = Card(
      name: "shifted", summary: "a problem with every point moved",
      formula: "x ↦ f(x − s)",
      source: "Hansen et al. (2009), Real-parameter black-box optimization benchmarking, xopt")
  }
}
