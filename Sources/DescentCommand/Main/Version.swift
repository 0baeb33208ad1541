import DescentBridge
import DescentGSL

/// What this program was made of.
enum Version {
  static let descent = ProgramVersion.current

  /// The compiler's language version; a program cannot ask for more than its own lower bounds.
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
