/// The purposes for which a run's seed is split, so that no two share a sequence.
public enum RandomStream {
  /// Initial parameters.
  public static let start: UInt64 = 1
  /// The order of mini-batches.
  public static let batchOrder: UInt64 = 2
  /// Division into training and test examples.
  public static let split: UInt64 = 3
  /// Synthetic data and problem instances.
  public static let data: UInt64 = 4
  /// Start points moved at random (the problem modifier `jittered`).
  public static let jitter: UInt64 = 5
  /// Draws of update rules.
  public static let rule: UInt64 = 6
  /// Draws of modifiers.
  public static let modifier: UInt64 = 7
  /// Units left out of a network.
  public static let dropout: UInt64 = 8
  /// Stochastic rounding.
  public static let rounding: UInt64 = 9
  /// Resampling in statistics.
  public static let bootstrap: UInt64 = 11
}

extension CounterRandom {
  /// The owner of a named stream.
  public enum Purpose: Sendable {
    /// The owner is part of the stream, so that the draws of a rule and a modifier with the
    /// same name differ.
    case rule, modifier

    var stream: UInt64 { self == .rule ? RandomStream.rule : RandomStream.modifier }
  }

  /// The draws of one step of one tensor: draw `i` belongs to entry `i`. A pure function of the run's
  /// seed, the purpose, the names and the tensor's own step, so only the step must be stored, and a
  /// tensor gets the same draws at any position in the layout.
  public func stream(_ purpose: Purpose, name: String, tensor: String, step: Int) -> CounterRandom {
    split(stream: purpose.stream).split(stream: Self.hash(name)).split(stream: Self.hash(tensor))
      .split(stream: UInt64(bitPattern: Int64(step)))
  }

  /// FNV-1a of a text's UTF-8 bytes, in 64 bits.
  /// - Source: Fowler, Noll and Vo; Eastlake et al., "The FNV non-cryptographic hash algorithm",
  ///   Internet-Draft draft-eastlake-fnv.
  static func hash(_ text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }
}
