import Descent

extension RuleSubject {
  /// Whether the rule's state refers to all parameters together, such as pairs of steps and gradient changes,
  /// so that no part of it belongs to a single tensor.
  func keepsOneState(_ c: RuleCase) -> Bool {
    guard locality(c) == .global || !isDeclared(c), let optimizer = try? optimizer(c) else {
      return false
    }
    return optimizer.asksObjective
  }
}

extension Session {
  /// The parameters and the state of one tensor.
  /// - Parameter countsRun: whether the state contains the step number of the run as a scalar.
  func part(
    _ c: RuleCase, _ tensor: Int, _ range: Range<Int>, countsRun: Bool = false
  ) -> [[Double]] {
    let (layout, buffers, name) = (stateLayout, buffers, c.layout.tensors[tensor].name)
    // A buffer has one entry per coordinate, or belongs to this tensor alone.
    let entries = layout.buffers.compactMap { buffer -> [Double]? in
      if buffer.slot.name.hasSuffix("]") {
        return buffer.slot.name.hasSuffix("[\(name)]") ? Array(buffers[buffer.range]) : nil
      }
      guard buffer.count == c.count else { return nil }
      return Array(buffers[(buffer.offset + range.lowerBound)..<(buffer.offset + range.upperBound)])
    }
    // The step number of the run belongs to no tensor.
    let own = zip(layout.scalars, scalars).filter { slot, _ in
      (c.sizes.count == 1 && !countsRun) || slot.name.hasSuffix("[\(name)]")
    }
    return [Array(point[range])] + entries + [own.map(\.1)]
  }
}
