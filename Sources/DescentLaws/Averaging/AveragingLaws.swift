/// A law about an exponential moving average.
package typealias AveragingLaw = Law<AveragingCase>

/// The laws of averaging, one file each.
package enum AveragingLaws {
  package static let all: [AveragingLaw] = [
    constant, hull, decayZero, newestWeight, value, units,
  ]
}
