/// One step of one tensor of a ``GradientOptimizer``: the point, the gradient, the state and further
/// information about the step.
///
/// Buffers have a count and check bounds in debug builds. They are valid only during the step.
public struct TensorStep<T: KernelScalar> {
  /// The parameters of the tensor, row-major, to be moved in place.
  public let x: UnsafeMutableBufferPointer<T>
  /// The gradient, as long as `x`; never written.
  public let gradient: UnsafeBufferPointer<T>
  /// The number of the step and its rates.
  public let info: StepInfo
  /// The tensor's counters, in the order of ``GradientOptimizer/counters(for:)``.
  public let counters: UnsafeMutableBufferPointer<Double>
  /// Memory for intermediate results. Memory taken from it is valid during the step, and its contents
  /// are unspecified. It grows in the first steps and is reused in all others.
  public let work: WorkMemory<T>
  @usableFromInline let place: TensorPlace
  @usableFromInline let buffers: UnsafeMutablePointer<T>
  @usableFromInline let report: UnsafeMutablePointer<StepReport<T>>

  @inlinable
  init(_ step: StepArguments<T>, _ info: StepInfo, _ place: TensorPlace, _ work: WorkMemory<T>) {
    let (offset, count) = (place.tensor.offset, place.tensor.count)
    x = UnsafeMutableBufferPointer(start: step.parameters + offset, count: count)
    gradient = UnsafeBufferPointer(start: step.gradient + offset, count: count)
    self.info = info
    counters = UnsafeMutableBufferPointer(
      start: step.scalars + place.firstScalar, count: place.scalarCount)
    self.work = work
    self.place = place
    buffers = step.buffers
    report = step.report
  }

  /// Name, shape and role.
  @inlinable public var tensor: Layout.Tensor { place.tensor }
  /// The number of coordinates, at least 1.
  @inlinable public var count: Int { x.count }
  /// The learning rate of this step.
  @inlinable public var rate: Double { info.rate }

  /// The state buffer with a name.
  /// - Precondition: the rule has a slot of this name for this tensor.
  public subscript(name: String) -> UnsafeMutableBufferPointer<T> {
    guard let index = place.buffers.firstIndex(where: { $0.name == name }) else {
      refuse("no slot '\(name)' of \(tensor.name) among \(place.buffers.map(\.name))")
    }
    return slot(index)
  }

  /// The state buffer at `index`, in the order of ``GradientOptimizer/slots(for:)``.
  @inlinable
  public func slot(_ index: Int) -> UnsafeMutableBufferPointer<T> {
    let buffer = place.buffers[index]
    return UnsafeMutableBufferPointer(start: buffers + buffer.offset, count: buffer.count)
  }

  /// A buffer of the tensor as a matrix: the first `axes` extents form the rows, the others the
  /// columns. A tensor with fewer than two axes is one row.
  /// - Precondition: the buffer has as many entries as the tensor, and `axes` is within its shape.
  public func matrix(
    _ buffer: UnsafeMutableBufferPointer<T>, rowAxes axes: Int = 1
  ) -> MutableMatrixView<T> {
    let (rows, columns) = extents(axes)
    return MutableMatrixView(buffer, rows: rows, columns: columns)
  }

  /// The read-only form of ``matrix(_:rowAxes:)-(UnsafeMutableBufferPointer<T>,_)``.
  public func matrix(_ buffer: UnsafeBufferPointer<T>, rowAxes axes: Int = 1) -> MatrixView<T> {
    let (rows, columns) = extents(axes)
    return MatrixView(buffer, rows: rows, columns: columns)
  }

  private func extents(_ axes: Int) -> (rows: Int, columns: Int) {
    let shape = tensor.shape
    guard shape.count > 1 else { return (1, count) }
    require((0...shape.count).contains(axes), "\(axes) row axes of \(shape.count)")
    let rows = shape[..<axes].reduce(1, *)
    return (rows, count / rows)
  }

  /// The random stream of this rule with the given name, for this tensor at one of its steps; use draw
  /// `i` for coordinate `i`.
  /// - Parameters:
  ///   - stream: the name of the stream.
  ///   - step: the tensor's own step number, a counter in its state.
  public func random(_ stream: String, step: Int) -> CounterRandom {
    CounterRandom(seed: info.seed).stream(.rule, name: stream, tensor: tensor.name, step: step)
  }
}
