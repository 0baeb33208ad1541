/// A law about the accumulation of micro-batches.
package typealias AccumulationLaw = Law<AccumulationCase>

/// The laws of accumulation, one file each.
package enum AccumulationLaws {
  package static let all: [AccumulationLaw] = [
    fullBatch, identity, windowReset, partial, mergeInvariance, pure,
  ]
}
