import CGSL

/// The GNU Scientific Library as it was linked.
public enum GSL {
  /// Its version, such as `2.7.1`.
  public static var version: String { String(cString: descent_gsl_version()) }
}
