/// Ends the process with a message where a condition does not hold. Release builds print it, which
/// `precondition` leaves out: for what the author of a plugin can break, outside of the loops of a step.
@inlinable
func require(
  _ condition: @autoclosure () -> Bool, _ message: @autoclosure () -> String,
  file: StaticString = #fileID, line: UInt = #line
) {
  if !condition() { fatalError(message(), file: file, line: line) }
}

/// Ends the process with a message that release builds print.
@inlinable
func refuse(_ message: String, file: StaticString = #fileID, line: UInt = #line) -> Never {
  fatalError(message, file: file, line: line)
}
