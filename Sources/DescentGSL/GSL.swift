import CGSL

/// The GNU Scientific Library as it was linked.
package enum GSL {
  /// Its version, such as `2.7.1`.
  package static var version: String { String(cString: descent_gsl_version()) }
}
