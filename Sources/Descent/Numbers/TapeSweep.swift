extension Tape {
  /// Writes the derivatives of a result to ``adjoints``, by index: derivatives with respect to the
  /// variables are at 1 to n.
  ///
  /// Specialized here for the three kinds of tape that problems use, so that plugins need not
  /// compile it.
  @usableFromInline @inline(never)
  @_specialize(where Base == Double)
  @_specialize(where Base == Float)
  @_specialize(where Base == Dual<Double>)
  package static func sweep(_ tape: UnsafeMutablePointer<Tape>, from result: Traced<Base>) {
    makeRoom(tape)
    let (nodes, d) = (tape.pointee.nodes, tape.pointee.adjoints)
    d.update(repeating: .zero, count: Int(tape.pointee.next))
    // A constant has no derivatives.
    guard result.place > 0 else { return }
    d[Int(result.place)] = 1
    var place = Int(result.place)
    for row in tape.pointee.rows.reversed() where row.place <= result.place {
      sweep(nodes, d, from: place, above: Int(row.place))
      let (slope, target) = (d[Int(row.place)], d + row.first)
      for j in 0..<row.count { target[j] += Base._times(row.coefficients[j], slope) }
      place = Int(row.place) - 1
    }
    sweep(nodes, d, from: place, above: tape.pointee.variableCount)
  }

  /// Sweeps the indices from `last` down to `end + 1`, without branches.
  @inline(__always)
  private static func sweep(
    _ nodes: UnsafeMutablePointer<TapeNode<Base>>, _ d: UnsafeMutablePointer<Base>,
    from last: Int, above end: Int
  ) {
    var place = last
    while place > end {
      let (node, slope) = (nodes + place, d[place])
      d[Int(node.pointee.a)] += node.pointee.slopeA * slope
      d[Int(node.pointee.b)] += node.pointee.slopeB * slope
      place &-= 1
    }
  }

  /// Makes `adjoints` as large as the memory for nodes.
  private static func makeRoom(_ tape: UnsafeMutablePointer<Tape>) {
    let capacity = Int(tape.pointee.capacity)
    guard tape.pointee.adjointCapacity < capacity else { return }
    tape.pointee.adjoints.deallocate()
    tape.pointee.adjoints = .allocate(capacity: capacity)
    tape.pointee.adjoints.initialize(repeating: .zero, count: capacity)
    tape.pointee.adjointCapacity = capacity
  }

  /// For each variable, the sum of the magnitudes of the terms of its derivative, relative to which
  /// rounding errors are measured. - Precondition: real numbers.
  package static func termSizes(
    _ tape: UnsafeMutablePointer<Tape>, from result: Traced<Base>
  ) -> [Base] where Base: KernelScalar {
    var d = [Base](repeating: 0, count: Int(tape.pointee.next))
    if result.place > 0 { d[Int(result.place)] = 1 }
    var rows = tape.pointee.rows[...]
    for place in stride(from: Int(result.place), to: tape.pointee.variableCount, by: -1) {
      if let row = rows.last(where: { Int($0.place) == place }) {
        for j in 0..<row.count { d[row.first + j] += abs(Base(row.coefficients[j])) * d[place] }
        rows.removeLast()
        continue
      }
      let node = tape.pointee.nodes[place]
      d[Int(node.a)] += abs(node.slopeA) * d[place]
      d[Int(node.b)] += abs(node.slopeB) * d[place]
    }
    return Array(d[1...].prefix(tape.pointee.variableCount))
  }
}
