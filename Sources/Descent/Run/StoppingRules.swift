/// The rules that end a run; the first one that is met ends it. Rules combine:
/// `.steps(1000) | .target(1e-6)`.
///
/// Divergence ends every run, and so does an optimizer that stops or fails by itself.
public struct StoppingRules: Sendable, Hashable {
  /// The rule that ends a run if the loss has not improved by the fraction `threshold` for `patience`
  /// steps (with mini-batches, epochs).
  public struct Plateau: Sendable, Hashable {
    /// The number of steps without an improvement after which the run ends.
    public var patience: Int
    /// The relative decrease of the loss that counts as an improvement.
    public var threshold: Double

    /// Creates a rule from a patience and a threshold.
    public init(patience: Int, threshold: Double = 1e-4) {
      self.patience = patience
      self.threshold = threshold
    }
  }

  /// The number of updates of the parameters.
  public var steps: Int?
  /// The number of passes over the training examples; for a problem without mini-batches, of
  /// steps.
  public var epochs: Int?
  /// The number of training examples over which gradients, values and products are evaluated,
  /// excluding the evaluation at the start.
  public var examples: Int?
  /// The cost, ``Evaluations/cost``, excluding that of the start.
  public var cost: Double?
  /// The number of seconds since the run began or was resumed.
  public var seconds: Double?
  /// Ends when the gradient norm is at most this value. For full-batch and deterministic
  /// problems only.
  public var gradientNorm: Double?
  /// Ends when the loss is at most this value; with mini-batches, the training loss at the end
  /// of an epoch.
  public var target: Double?
  /// Ends when the loss no longer improves.
  public var plateau: Plateau?

  /// Creates an empty set of rules.
  public init() {}

  /// Ends after some updates, 1 or more.
  public static func steps(_ count: Int) -> Self { Self { $0.steps = count } }
  /// Ends after some passes over the training examples, 1 or more.
  public static func epochs(_ count: Int) -> Self { Self { $0.epochs = count } }
  /// Ends after some examples, 1 or more.
  public static func examples(_ count: Int) -> Self { Self { $0.examples = count } }
  /// Ends when evaluations have cost as much as this many gradients.
  public static func cost(_ gradients: Double) -> Self { Self { $0.cost = gradients } }
  /// Ends after some seconds.
  public static func seconds(_ seconds: Double) -> Self { Self { $0.seconds = seconds } }
  /// Ends when the gradient's Euclidean norm is at most `norm`.
  public static func gradientNorm(_ norm: Double) -> Self { Self { $0.gradientNorm = norm } }
  /// Ends when the loss is at most `loss`.
  public static func target(_ loss: Double) -> Self { Self { $0.target = loss } }
  /// Ends when the loss no longer falls.
  public static func plateau(patience: Int, threshold: Double = 1e-4) -> Self {
    Self { $0.plateau = Plateau(patience: patience, threshold: threshold) }
  }

  private init(_ set: (inout Self) -> Void) {
    self.init()
    set(&self)
  }

  /// Ends when either does. Of two rules of the same kind, keeps the one that ends earlier.
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

  /// Whether a rule certainly ends the run, even if it does not diverge.
  package var isBounded: Bool {
    steps != nil || epochs != nil || examples != nil || cost != nil || seconds != nil
  }

  /// Whether only the number of steps can end the run, besides divergence.
  var isOfStepsOnly: Bool {
    examples == nil && cost == nil && seconds == nil && gradientNorm == nil && target == nil
      && plateau == nil
  }

  /// The largest number of updates of the run; nil if unknown.
  /// - Parameters:
  ///   - updatesPerEpoch: the number of updates per epoch; 1 without mini-batches.
  ///   - nominalCost: the cost of a step.
  ///   - examplesPerStep: the number of examples per step; 0 without examples.
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
  /// The product of two counts, or `Int.max` if it overflows.
  func times(_ other: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? .max : product
  }

  /// The nearest integer that can be represented; 0 for NaN.
  fileprivate init(clamping x: Double) {
    self = x.isNaN ? 0 : x >= 0x1p63 ? .max : x <= -0x1p63 ? .min : Int(x)
  }
}
