/// A law about cutting the rate when a metric stops falling.
package typealias PlateauLaw = Law<PlateauCase>

/// The laws of plateaus, one file each.
package enum PlateauLaws {
  package static let all: [PlateauLaw] = [
    constant, improvement, worsening, shift, scale, floor, nan, creeping, interchangeable,
  ]
}
