import CGSL

/// The linked GNU Scientific Library.
package enum GSL {
  /// Its version, such as `2.7.1`.
  package static var version: String { String(cString: descent_gsl_version()) }
}
