/// A law about a clipping of gradients. Below u is the largest relative error of one rounding, and
/// ‖g‖ the size that the threshold c bounds: the norm, or for clipping by value the largest entry.
package typealias ClippingLaw = Law<ClippingCase>

/// The laws of clipping, one file each.
package enum ClippingLaws {
  package static let all: [ClippingLaw] = [
    identity, bound, saturates, direction, units, zero, idempotent, regrouping, input, nonfinite,
    overflow, precision,
  ]
}
