import CGSL

/// A GSL function that returned a failure status.
package struct GSLError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The function, such as `gsl_eigen_symm`.
  package let function: String
  /// GSL's status code.
  package let code: Int32
  /// GSL's text for the code.
  package let message: String

  package init(_ function: String, _ code: Int32) {
    self.function = function
    self.code = code
    message = String(cString: gsl_strerror(code))
  }

  package var description: String { "\(function): \(message) (status \(code))" }
}

extension GSL {
  // GSL's own handler aborts the process. Setting the handler is not thread-safe, so it happens
  // only once.
  private static let handlerIsOff: Void = { _ = gsl_set_error_handler_off() }()

  /// Makes GSL return status codes instead of aborting the process. Every entry point of this module
  /// calls it; calling it again costs nothing.
  package static func disableErrorHandler() { handlerIsOff }

  /// - Throws: ``GSLError`` unless the status is success.
  package static func check(_ function: String, _ status: Int32) throws(GSLError) {
    guard status == Int32(GSL_SUCCESS) else { throw GSLError(function, status) }
  }

  /// Unwraps a pointer that GSL allocated. - Throws: ``GSLError`` for a null pointer: no memory,
  /// or a bad argument.
  package static func allocated<Pointee>(
    _ function: String, _ pointer: UnsafeMutablePointer<Pointee>?
  ) throws(GSLError) -> UnsafeMutablePointer<Pointee> {
    guard let pointer else { throw GSLError(function, Int32(GSL_ENOMEM)) }
    return pointer
  }
}
