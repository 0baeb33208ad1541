/// Facts about a problem that hold for all hyperparameters. Tools use them to list, certify and
/// select problems.
///
/// ```swift
/// public static let record = ProblemRecord(
///   family: "valleys", aliases: ["mgh05"], instances: ["beale"], flags: .leastSquares)
/// ```
public struct ProblemRecord: Sendable, Hashable {
  /// Properties of every instance.
  public struct Flags: OptionSet, Sendable, Hashable {
    public let rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// Convex for all hyperparameters.
    public static let convex = Flags(rawValue: 1 << 0)
    /// A sum of squared residuals.
    public static let leastSquares = Flags(rawValue: 1 << 1)
    /// A mean over examples, of which a step may use a subset.
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

  /// The family of the problem, such as `valleys`; empty if not declared.
  public var family: String
  /// Its other names, such as its number in a collection: `mgh05`.
  public var aliases: [String]
  /// Names for particular settings: `["mgh20_6": "n=6"]` makes `mgh20_6` a name for `watson:n=6`.
  /// A setting given after such a name overrides the implied one.
  public var named: [String: String]
  /// The specifications that `descent verify` certifies when none are named.
  public var instances: [String]
  /// The properties of every instance.
  public var flags: Flags

  /// All names of the problem except the one in its card.
  var otherNames: [String] { aliases + named.keys.sorted() }

  /// Creates a record; omitted facts are not claimed.
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
  /// The bound; `-.infinity` if the function is unbounded below.
  public let value: Double
  /// The path along which the function approaches it.
  public let how: String

  /// Creates a bound that no point attains.
  public init(_ value: Double, how: String) {
    self.value = value
    self.how = how
  }
}

/// The size of a stochastic problem.
public struct ExampleCount: Sendable, Hashable {
  /// The number of training examples.
  public let count: Int
  /// The number of examples used per step, `1...count`.
  public let batch: Int

  /// Creates the size of a stochastic problem.
  public init(count: Int, batch: Int) {
    require((1...count).contains(batch), "batches of \(batch) from \(count) examples")
    self.count = count
    self.batch = batch
  }

  /// Whether a step uses only some of the examples.
  public var hasMiniBatches: Bool { batch < count }
  /// The number of steps in which every example is used once.
  public var batchesPerEpoch: Int { (count - 1) / batch + 1 }
}
