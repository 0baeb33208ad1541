import Descent

extension RuleSubject {
  /// Whether what the rule remembers is of all parameters together, such as pairs of steps and changes
  /// of gradients: then the state has no part that is a tensor's.
  func keepsOneState(_ c: RuleCase) -> Bool {
    guard locality(c) == .global || !isDeclared(c), let optimizer = try? optimizer(c) else {
      return false
    }
    return optimizer.asksObjective
  }
}

extension Session {
  /// The parameters and the state of one tensor.
  /// - Parameter countsRun: the state has the number of the run's step as a scalar.
  func part(
    _ c: RuleCase, _ tensor: Int, _ range: Range<Int>, countsRun: Bool = false
  ) -> [[Double]] {
    let (layout, buffers, name) = (stateLayout, buffers, c.layout.tensors[tensor].name)
    // One entry a coordinate, or a buffer of this tensor alone.
    let entries = layout.buffers.compactMap { buffer -> [Double]? in
      if buffer.slot.name.hasSuffix("]") {
        return buffer.slot.name.hasSuffix("[\(name)]") ? Array(buffers[buffer.range]) : nil
      }
      guard buffer.count == c.count else { return nil }
      return Array(buffers[(buffer.offset + range.lowerBound)..<(buffer.offset + range.upperBound)])
    }
    // The number of the run's step is no tensor's.
    let own = zip(layout.scalars, scalars).filter { slot, _ in
      (c.sizes.count == 1 && !countsRun) || slot.name.hasSuffix("[\(name)]")
    }
    return [Array(point[range])] + entries + [own.map(\.1)]
  }
}
