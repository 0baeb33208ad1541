import DescentBridge
import DescentGSL

/// The versions of this program and of its parts.
enum Version {
  static let descent = ProgramVersion.current

  /// The version of the compiler, as a lower bound: a program can only test for `compiler(>=)`.
  static var swift: String {
    #if compiler(>=6.5)
      "6.5 or later"
    #elseif compiler(>=6.4)
      "6.4"
    #elseif compiler(>=6.3)
      "6.3"
    #else
      "6.2"
    #endif
  }

  static var gsl: String { GSL.version }
}
