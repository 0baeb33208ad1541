/// When a run ends, whichever comes first. Rules combine: `.steps(1000) | .target(1e-6)`.
///
/// Divergence, and a rule that stops or fails by itself, end every run.
public struct StoppingRules: Sendable, Hashable {
  /// No improvement of the loss by the fraction `threshold` for `patience` steps (epochs, where there
  /// are mini-batches).
  public struct Plateau: Sendable, Hashable {
    /// The steps without an improvement after which the run ends.
    public var patience: Int
    /// The relative fall of the loss that counts as an improvement.
    public var threshold: Double

    /// A rule of a patience and a threshold.
    public init(patience: Int, threshold: Double = 1e-4) {
      self.patience = patience
      self.threshold = threshold
    }
  }

  /// Updates of the parameters.
  public var steps: Int?
  /// Passes over the training examples; for a problem without examples, steps.
  public var epochs: Int?
  /// Training examples that gradients, values and products were taken over, those at the start
  /// excepted.
  public var examples: Int?
  /// ``Evaluations/cost``, that of the start excepted.
  public var cost: Double?
  /// Seconds since the run began or was resumed.
  public var seconds: Double?
  /// The gradient norm is at most this. Full-batch and deterministic problems only.
  public var gradientNorm: Double?
  /// The loss is at most this; with mini-batches, the training loss at the end of an epoch.
  public var target: Double?
  /// The loss no longer improves.
  public var plateau: Plateau?

  /// No rule.
  public init() {}

  /// Ends after some updates, 1 or more.
  public static func steps(_ count: Int) -> Self { Self { $0.steps = count } }
  /// Ends after some passes over the training examples, 1 or more.
  public static func epochs(_ count: Int) -> Self { Self { $0.epochs = count } }
  /// Ends after some examples, 1 or more.
  public static func examples(_ count: Int) -> Self { Self { $0.examples = count } }
  /// Ends when evaluations have cost so many gradients.
  public static func cost(_ gradients: Double) -> Self { Self { $0.cost = gradients } }
  /// Ends after some seconds.
  public static func seconds(_ seconds: Double) -> Self { Self { $0.seconds = seconds } }
  /// Ends when the gradient's Euclidean norm is at most this.
  public static func gradientNorm(_ norm: Double) -> Self { Self { $0.gradientNorm = norm } }
  /// Ends when the loss is at most this.
  public static func target(_ loss: Double) -> Self { Self { $0.target = loss } }
  /// Ends when the loss no longer falls.
  public static func plateau(patience: Int, threshold: Double = 1e-4) -> Self {
    Self { $0.plateau = Plateau(patience: patience, threshold: threshold) }
  }

  private init(_ set: (inout Self) -> Void) {
    self.init()
    set(&self)
  }

  /// Ends when either does: of two rules of one kind, the one that ends earlier.
  public static func | (a: Self, b: Self) -> Self {
    func earlier<T: Comparable>(_ x: T?, _ y: T?, _ pick: (T, T) -> T) -> T? {
      guard let x, let y else { return x ?? y }
      return pick(x, y)
    }
    var both = Self()
    both.steps = earlier(a.steps, b.steps, min)
    both.epochs = earlier(a.epochs, b.epochs, min)
    both.examples = earlier(a.examples, b.examples, min)
    both.cost = earlier(a.cost, b.cost, min)
    both.seconds = earlier(a.seconds, b.seconds, min)
    both.gradientNorm = earlier(a.gradientNorm, b.gradientNorm, max)
    both.target = earlier(a.target, b.target, max)
    both.plateau = a.plateau ?? b.plateau
    if let x = a.plateau, let y = b.plateau, y.patience < x.patience { both.plateau = y }
    return both
  }

  /// Whether anything but divergence ends the run for certain.
  package var isBounded: Bool {
    steps != nil || epochs != nil || examples != nil || cost != nil || seconds != nil
  }

  /// Whether only the number of steps can end the run, besides divergence.
  var isOfStepsOnly: Bool {
    examples == nil && cost == nil && seconds == nil && gradientNorm == nil && target == nil
      && plateau == nil
  }

  /// The number of updates that the run makes at most, nil if nobody knows.
  /// - Parameters:
  ///   - updatesPerEpoch: 1 where there are no mini-batches.
  ///   - nominalCost: of a step.
  ///   - examplesPerStep: 0 where there are none.
  public func horizon(
    updatesPerEpoch: Int, nominalCost: Double, examplesPerStep: Int
  ) -> Int? {
    var bounds: [Int] = []
    if let steps { bounds.append(steps) }
    if let epochs { bounds.append(epochs.times(updatesPerEpoch)) }
    if let cost { bounds.append(Int(clamping: (cost / nominalCost).rounded(.down))) }
    if let examples, examplesPerStep > 0 { bounds.append(examples / examplesPerStep) }
    return bounds.min().map { max(1, $0) }
  }
}

extension Int {
  /// The product of two counts, or the largest number.
  func times(_ other: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? .max : product
  }

  /// The nearest whole number that there is; 0 for NaN.
  fileprivate init(clamping x: Double) {
    self = x.isNaN ? 0 : x >= 0x1p63 ? .max : x <= -0x1p63 ? .min : Int(x)
  }
}
