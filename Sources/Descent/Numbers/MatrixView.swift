/// A read-only view of a matrix in memory: entry (i, j) is at `base[i · stride + j]` or, if transposed,
/// at `base[j · stride + i]`.
///
/// A view does not own its memory, and is valid only as long as the memory is.
public struct MatrixView<T: KernelScalar> {
  /// The first entry.
  public let base: UnsafePointer<T>
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// How far apart in memory the rows lie, or the columns of a transposed matrix.
  public let stride: Int
  /// Whether the rows here are the columns in memory.
  public let isTransposed: Bool

  /// - Precondition: extents are not negative, and rows do not overlap.
  public init(
    _ base: UnsafePointer<T>, rows: Int, columns: Int, stride: Int, isTransposed: Bool = false
  ) {
    require(rows >= 0 && columns >= 0, "a matrix of \(rows) × \(columns)")
    let length = isTransposed ? rows : columns
    require(stride >= length, "rows of \(length) entries only \(stride) apart")
    self.base = base
    self.rows = rows
    self.columns = columns
    self.stride = stride
    self.isTransposed = isTransposed
  }

  /// All of a buffer, row by row. - Precondition: the buffer has rows × columns entries.
  public init(_ buffer: UnsafeBufferPointer<T>, rows: Int, columns: Int) {
    require(
      buffer.count == rows * columns, "\(buffer.count) entries for \(rows) × \(columns)")
    self.init(buffer.address, rows: rows, columns: columns, stride: columns)
  }

  /// The same numbers with rows and columns exchanged.
  public var transposed: MatrixView {
    MatrixView(base, rows: columns, columns: rows, stride: stride, isTransposed: !isTransposed)
  }

  /// The entry in a row and a column, both from 0.
  @inlinable
  public subscript(i: Int, j: Int) -> T {
    assert(i >= 0 && i < rows && j >= 0 && j < columns, "(\(i), \(j)) of \(rows) × \(columns)")
    return base[isTransposed ? j * stride + i : i * stride + j]
  }
}

/// A mutable view of a matrix in memory; see ``MatrixView``.
public struct MutableMatrixView<T: KernelScalar> {
  /// The first entry.
  public let base: UnsafeMutablePointer<T>
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// How far apart in memory the rows lie, or the columns of a transposed matrix.
  public let stride: Int
  /// Whether the rows here are the columns in memory.
  public let isTransposed: Bool

  /// - Precondition: extents are not negative, and rows do not overlap.
  public init(
    _ base: UnsafeMutablePointer<T>, rows: Int, columns: Int, stride: Int,
    isTransposed: Bool = false
  ) {
    let view = MatrixView(
      UnsafePointer(base), rows: rows, columns: columns, stride: stride, isTransposed: isTransposed)
    self.base = base
    self.rows = view.rows
    self.columns = view.columns
    self.stride = view.stride
    self.isTransposed = view.isTransposed
  }

  /// All of a buffer, row by row. - Precondition: the buffer has rows × columns entries.
  public init(_ buffer: UnsafeMutableBufferPointer<T>, rows: Int, columns: Int) {
    require(
      buffer.count == rows * columns, "\(buffer.count) entries for \(rows) × \(columns)")
    self.init(buffer.address, rows: rows, columns: columns, stride: columns)
  }

  /// A read-only view of the same numbers.
  public var view: MatrixView<T> {
    MatrixView(
      UnsafePointer(base), rows: rows, columns: columns, stride: stride, isTransposed: isTransposed)
  }

  /// The same numbers with rows and columns exchanged.
  public var transposed: MutableMatrixView {
    MutableMatrixView(
      base, rows: columns, columns: rows, stride: stride, isTransposed: !isTransposed)
  }

  /// The entry in a row and a column, both from 0.
  @inlinable
  public subscript(i: Int, j: Int) -> T {
    get {
      assert(i >= 0 && i < rows && j >= 0 && j < columns, "(\(i), \(j)) of \(rows) × \(columns)")
      return base[isTransposed ? j * stride + i : i * stride + j]
    }
    nonmutating set {
      assert(i >= 0 && i < rows && j >= 0 && j < columns, "(\(i), \(j)) of \(rows) × \(columns)")
      base[isTransposed ? j * stride + i : i * stride + j] = newValue
    }
  }
}
