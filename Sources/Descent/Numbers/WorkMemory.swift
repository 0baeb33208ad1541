/// Reusable memory for intermediate results: allocated piece by piece, released all at once, and
/// enlarged when it is too small.
public final class WorkMemory<T: KernelScalar> {
  private var chunks: [UnsafeMutableBufferPointer<T>] = []
  private var chunk = 0
  private var used = 0

  /// Creates work memory; nothing is allocated before the first ``take(_:)``.
  public init() {}

  deinit { for chunk in chunks { chunk.deallocate() } }

  /// Returns `count` entries with unspecified contents, aligned to a cache line.
  public func take(_ count: Int) -> UnsafeMutableBufferPointer<T> {
    require(count >= 0, "\(count) entries")
    // Rounded up to whole cache lines of 64 bytes.
    let room = (max(count, 1) + 15) & ~15
    while chunk < chunks.count, used + room > chunks[chunk].count { (chunk, used) = (chunk + 1, 0) }
    if chunk == chunks.count {
      let new = UnsafeMutableRawPointer.allocate(
        byteCount: room * MemoryLayout<T>.stride, alignment: 64
      ).bindMemory(to: T.self, capacity: room)
      new.initialize(repeating: 0, count: room)
      chunks.append(UnsafeMutableBufferPointer(start: new, count: room))
    }
    let piece = UnsafeMutableBufferPointer(rebasing: chunks[chunk][used..<(used + count)])
    used += room
    return piece
  }

  /// Returns a matrix with unspecified contents.
  public func matrix(_ rows: Int, _ columns: Int) -> MutableMatrixView<T> {
    MutableMatrixView(take(rows * columns), rows: rows, columns: columns)
  }

  /// Runs `body` and then releases the memory that it has taken.
  public func scoped<Result>(_ body: () throws -> Result) rethrows -> Result {
    let mark = (chunk, used)
    defer { (chunk, used) = mark }
    return try body()
  }

  /// Releases everything, and merges several blocks of memory into one of the same total size.
  @usableFromInline
  func reset() {
    (chunk, used) = (0, 0)
    guard chunks.count > 1 else { return }
    let total = chunks.reduce(0) { $0 + $1.count }
    for chunk in chunks { chunk.deallocate() }
    chunks = []
    _ = take(total)
    used = 0
  }
}
