/// A law about gradient clipping. In the descriptions, u is the unit roundoff and ‖g‖ the size that the
/// threshold c bounds: the norm, or the largest entry for clipping by value.
package typealias ClippingLaw = Law<ClippingCase>

/// The laws of clipping, one file each.
package enum ClippingLaws {
  package static let all: [ClippingLaw] = [
    identity, bound, saturates, direction, units, zero, idempotent, regrouping, input, nonfinite,
    overflow, precision,
  ]
}
