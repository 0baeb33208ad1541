/// A law about the accumulation of micro-batches.
public typealias AccumulationLaw = Law<AccumulationCase>

/// The laws of accumulation, one file each.
public enum AccumulationLaws {
  public static let all: [AccumulationLaw] = [
    fullBatch, identity, windowReset, partial, mergeInvariance, pure,
  ]
}
