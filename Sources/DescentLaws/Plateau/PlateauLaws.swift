/// A law about cutting the rate when a metric stops falling.
public typealias PlateauLaw = Law<PlateauCase>

/// The laws of plateaus, one file each.
public enum PlateauLaws {
  public static let all: [PlateauLaw] = [
    constant, improvement, worsening, shift, scale, floor, nan, creeping, interchangeable,
  ]
}
