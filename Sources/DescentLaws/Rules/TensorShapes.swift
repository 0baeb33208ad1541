/// The shapes that tensors of given sizes may have.
struct TensorShapes {
  private let kind: RuleCaseOptions.Shapes

  init(_ kind: RuleCaseOptions.Shapes) { self.kind = kind }

  /// A shape for each size; all vectors in half of the calls.
  func of(_ sizes: [Int], _ draw: inout Draw) -> [[Int]] {
    if kind == .matrices {
      return sizes.map { draw.element(of: choices($0, draw.element(of: [2, 2, 3]))) }
    }
    guard kind != .vectors, draw.isTrue(probability: 0.5) else { return sizes.map { [$0] } }
    // State that is swapped between tensors is detectable only if their shapes are the same.
    if Set(sizes).count == 1, draw.isTrue(probability: 0.5) {
      let shape = shape(of: sizes[0], &draw)
      return sizes.map { _ in shape }
    }
    return sizes.map { shape(of: $0, &draw) }
  }

  private func shape(of size: Int, _ draw: inout Draw) -> [Int] {
    if draw.isTrue(probability: 0.2) { return [size] }
    let axes = draw.element(of: [2, 2, 2, 2, 2, 2, 3, 3, 4])
    let choices = choices(size, axes)
    return choices.isEmpty ? [size] : draw.element(of: choices)
  }

  private func choices(_ size: Int, _ axes: Int) -> [[Int]] {
    guard size > 0 else { return axes == 2 ? [[0, 3], [3, 0]] : [[2, 0, 3]] }
    let all = Self.factorizations(size, axes)
    let thick = all.filter { !$0.contains(1) }
    if kind == .thick { return thick }
    switch axes {
    case 2: return all
    // With three axes, either no extent is 1 or two are; with four, the last two are 1.
    case 3: return thick + [[1, size, 1], [size, 1, 1]]
    default: return Self.factorizations(size, 2).map { $0 + [1, 1] }
    }
  }

  /// All ordered factorizations into `count` factors, including factors of 1.
  private static func factorizations(_ size: Int, _ count: Int) -> [[Int]] {
    guard count > 1 else { return [[size]] }
    return (1...size).filter { size % $0 == 0 }.flatMap { first in
      factorizations(size / first, count - 1).map { [first] + $0 }
    }
  }
}

extension RuleCase {
  /// The coordinates of a tensor whose index along an axis is one of the given indices, in their order.
  static func coordinates(of shape: [Int], axis: Int, keeping places: [Int]) -> [Int] {
    let inner = shape[(axis + 1)...].reduce(1, *)
    let outer = shape[..<axis].reduce(1, *)
    return (0..<outer).flatMap { block in
      places.flatMap { place in
        let first = (block * shape[axis] + place) * inner
        return first..<(first + inner)
      }
    }
  }
}
