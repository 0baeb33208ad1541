/// Memory for intermediate results that is used again and again: it is taken piece by piece, given back
/// all at once, and grows where it is too small.
public final class WorkMemory<T: KernelScalar> {
  private var chunks: [UnsafeMutableBufferPointer<T>] = []
  private var chunk = 0
  private var used = 0

  /// Memory that is empty until it is asked for.
  public init() {}

  deinit { for chunk in chunks { chunk.deallocate() } }

  /// `count` entries with anything in them, at the beginning of a cache line.
  public func take(_ count: Int) -> UnsafeMutableBufferPointer<T> {
    require(count >= 0, "\(count) entries")
    // Whole cache lines.
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

  /// A matrix with anything in it.
  public func matrix(_ rows: Int, _ columns: Int) -> MutableMatrixView<T> {
    MutableMatrixView(take(rows * columns), rows: rows, columns: columns)
  }

  /// Gives back, at the end, what the body has taken.
  public func scoped<Result>(_ body: () throws -> Result) rethrows -> Result {
    let mark = (chunk, used)
    defer { (chunk, used) = mark }
    return try body()
  }

  /// Takes everything back; several pieces of memory become one as large as all.
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
