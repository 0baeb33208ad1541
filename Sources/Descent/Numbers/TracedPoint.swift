/// A point in traced numbers, with their tape. Memory is allocated at the first evaluation.
@usableFromInline
package final class TracedPoint<Base: FormulaNumber> {
  @usableFromInline package let count: Int
  @usableFromInline let variables: UnsafeMutablePointer<Traced<Base>>
  @usableFromInline package let tape: UnsafeMutablePointer<Tape<Base>>

  @usableFromInline
  package init(_ count: Int) {
    self.count = count
    variables = .allocate(capacity: max(1, count))
    tape = .allocate(capacity: 1)
    tape.initialize(to: Tape(variables, count: count))
    for i in 0..<count {
      (variables + i).initialize(to: Traced(value: .zero, place: Int32(i + 1), tape: tape))
    }
  }

  deinit {
    tape.pointee.deallocate()
    tape.deinitialize(count: 1)
    tape.deallocate()
    variables.deallocate()
  }

  /// Records a formula's evaluation.
  /// - Parameter values: the variables' values; their memory must stay valid until the derivatives
  ///   have been computed.
  @inlinable
  package func record(
    at values: UnsafePointer<Base>, _ formula: (Point<Traced<Base>>) -> Traced<Base>
  ) -> Traced<Base> {
    tape.pointee.restart(at: values)
    for i in 0..<count { variables[i].value = values[i] }
    return formula(Point(variables, count: count))
  }
}

/// The gradient of a formula in reverse mode, recomputed in forward mode if an entry is not finite: only
/// forward mode tracks dependencies, which the conventions for infinite slopes need.
@usableFromInline
package final class ReverseGradient<T: KernelScalar> {
  @usableFromInline package let point: TracedPoint<T>
  @usableFromInline var duals: DualPoint<T>?

  @usableFromInline
  package init(_ count: Int) { point = TracedPoint(count) }

  /// The value of a formula at `x`; writes its gradient.
  @inlinable
  package func differentiate(
    at x: UnsafePointer<T>, into g: UnsafeMutablePointer<T>,
    reverse: (Point<Traced<T>>) -> Traced<T>, forward: (Point<Dual<T>>) -> Dual<T>
  ) -> T {
    let result = point.record(at: x, reverse)
    if sweep(from: result, into: g) { return result.value }
    return dualPoint.differentiate(at: x, into: g, forward)
  }

  /// Writes the gradient. - Returns: whether all of it is finite.
  @inlinable
  package func sweep(from result: Traced<T>, into g: UnsafeMutablePointer<T>) -> Bool {
    Tape.sweep(point.tape, from: result)
    let adjoints = point.tape.pointee.adjoints + 1
    // No branch, so that the loop vectorizes.
    var faults: UInt8 = 0
    for i in 0..<point.count {
      g[i] = adjoints[i]
      faults |= adjoints[i].isFinite ? 0 : 1
    }
    return faults == 0
  }

  /// The point for forward mode, allocated at the first use.
  @usableFromInline
  var dualPoint: DualPoint<T> {
    if let duals { return duals }
    let new = DualPoint<T>(point.count)
    duals = new
    return new
  }
}
