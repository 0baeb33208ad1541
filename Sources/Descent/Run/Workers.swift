/// Threads that work may be divided among. The kernel starts none itself: the owner of the process's
/// threads hands in how to use them.
public final class Workers: Sendable {
  /// The number of threads, the caller's included.
  public let count: Int

  /// Calls the body with 0 to `n` − 1, concurrently, and returns when all calls have.
  public let perform: @Sendable (_ n: Int, _ body: (Int) -> Void) -> Void

  /// The size of a tensor from which dividing it pays: below, handing it over costs more than the work
  /// saves (some 2 µs, measured by `make bench`).
  @inlinable public static var threshold: Int { 1 << 16 }

  /// - Parameters:
  ///   - count: the number of threads, 1 or more.
  ///   - perform: calls its argument for each index below `n`, in any order, perhaps at once.
  public init(
    count: Int, perform: @escaping @Sendable (_ n: Int, _ body: (Int) -> Void) -> Void
  ) {
    precondition(count >= 1, "\(count) workers")
    self.count = count
    self.perform = perform
  }
}
