/// Stops with a fatal error if a condition is false. Unlike `precondition`, this prints the message in
/// release builds, too. For conditions that a plugin's author can violate, outside the inner loops.
@inlinable
func require(
  _ condition: @autoclosure () -> Bool, _ message: @autoclosure () -> String,
  file: StaticString = #fileID, line: UInt = #line
) {
  if !condition() { fatalError(message(), file: file, line: line) }
}

/// Stops with a fatal error whose message is printed in release builds, too.
@inlinable
func refuse(_ message: String, file: StaticString = #fileID, line: UInt = #line) -> Never {
  fatalError(message, file: file, line: line)
}
