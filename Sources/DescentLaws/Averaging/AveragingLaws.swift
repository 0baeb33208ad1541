/// A law about an exponential moving average.
public typealias AveragingLaw = Law<AveragingCase>

/// The laws of averaging, one file each.
public enum AveragingLaws {
  public static let all: [AveragingLaw] = [
    constant, hull, decayZero, newestWeight, value, units,
  ]
}
