extension RuleCase {
  /// The case with tensors of other shapes, with its numbers repeated cyclically.
  func fitted(to shapes: [[Int]]) -> RuleCase {
    var copy = self
    copy.shapes = shapes
    let count = copy.sizes.reduce(0, +)
    func cycled(_ numbers: [Double]) -> [Double] {
      numbers.isEmpty
        ? Array(repeating: 0, count: count) : (0..<count).map { numbers[$0 % numbers.count] }
    }
    copy.start = cycled(start)
    copy.gradients = gradients.map(cycled)
    return copy
  }
}
