/// Threads among which work may be divided. The kernel does not create threads: the caller provides
/// a function that uses its own.
public final class Workers: Sendable {
  /// The number of threads, including the caller's.
  public let count: Int

  /// Calls the body with 0 to `n` − 1, concurrently, and returns when all calls have.
  public let perform: @Sendable (_ n: Int, _ body: (Int) -> Void) -> Void

  /// Calls the body once per thread, each time with a copy of a value. A loop would read captured values
  /// again in every round, because its stores could change them.
  @inlinable @inline(__always)
  func perform<Value>(with value: Value, _ body: (_ worker: Int, Value) -> Void) {
    withUnsafePointer(to: value) { copy in perform(count) { body($0, copy.pointee) } }
  }

  /// The smallest tensor that is worth dividing: below, the overhead (some 2 µs, measured by
  /// `make bench`) exceeds the gain.
  @inlinable public static var threshold: Int { 1 << 16 }

  /// - Parameters:
  ///   - count: the number of threads, 1 or more.
  ///   - perform: calls its argument for each index below `n`, in any order and possibly
  ///     concurrently.
  public init(
    count: Int, perform: @escaping @Sendable (_ n: Int, _ body: (Int) -> Void) -> Void
  ) {
    precondition(count >= 1, "\(count) workers")
    self.count = count
    self.perform = perform
  }
}
