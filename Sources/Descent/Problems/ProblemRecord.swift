/// What is known of a problem as a kind, whatever its hyperparameters: what tools list, certify and
/// choose by.
///
/// ```swift
/// public static let record = ProblemRecord(
///   family: "valleys", aliases: ["mgh05"], instances: ["beale"], flags: .leastSquares)
/// ```
public struct ProblemRecord: Sendable, Hashable {
  /// What holds of every instance.
  public struct Flags: OptionSet, Sendable, Hashable {
    public let rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// Convex for all hyperparameters.
    public static let convex = Flags(rawValue: 1 << 0)
    /// A sum of squared residuals.
    public static let leastSquares = Flags(rawValue: 1 << 1)
    /// A mean over examples, of which a step may see a part.
    public static let stochastic = Flags(rawValue: 1 << 2)
    /// A stationary point has a singular Hessian.
    public static let degenerate = Flags(rawValue: 1 << 3)
    /// More than one local minimum, or saddles.
    public static let multimodal = Flags(rawValue: 1 << 4)

    /// Each flag in words, in the order of declaration.
    public var words: [String] {
      let names: [(Flags, String)] = [
        (.convex, "convex"), (.leastSquares, "least squares"), (.stochastic, "stochastic"),
        (.degenerate, "degenerate"), (.multimodal, "multimodal"),
      ]
      return names.filter { contains($0.0) }.map(\.1)
    }
  }

  /// What the problem is filed under, such as `valleys`; empty if the author says nothing.
  public var family: String
  /// Its other names, such as its number in a collection: `mgh05`.
  public var aliases: [String]
  /// Names of its own for settings: `["mgh20_6": "n=6"]` lets `mgh20_6` stand for `watson:n=6`. A
  /// setting that is typed after such a name replaces the one that the name stands for.
  public var named: [String: String]
  /// The specifications that `descent verify` certifies when none are named.
  public var instances: [String]
  /// What is true of the problem as a kind.
  public var flags: Flags

  /// What the problem is called besides the name in its card.
  var otherNames: [String] { aliases + named.keys.sorted() }

  /// A record; what is left out is not claimed.
  public init(
    family: String = "", aliases: [String] = [], named: [String: String] = [:],
    instances: [String] = [], flags: Flags = []
  ) {
    self.family = family
    self.aliases = aliases
    self.named = named
    self.instances = instances
    self.flags = flags
  }
}

/// The greatest lower bound of a function that no point attains.
public struct Infimum: Sendable, Hashable {
  /// `-.infinity` where the function is unbounded below.
  public let value: Double
  /// Along which path the function approaches it.
  public let how: String

  /// A bound that no point attains, and how it is known.
  public init(_ value: Double, how: String) {
    self.value = value
    self.how = how
  }
}

/// The size of a stochastic problem.
public struct ExampleCount: Sendable, Hashable {
  /// The number of training examples.
  public let count: Int
  /// The number of examples that a step sees, `1...count`.
  public let batch: Int

  /// The number of examples and of those that a step sees.
  public init(count: Int, batch: Int) {
    require((1...count).contains(batch), "batches of \(batch) from \(count) examples")
    self.count = count
    self.batch = batch
  }

  /// Whether a step sees a part of the examples only.
  public var hasMiniBatches: Bool { batch < count }
  /// The steps that see every example once.
  public var batchesPerEpoch: Int { (count - 1) / batch + 1 }
}
