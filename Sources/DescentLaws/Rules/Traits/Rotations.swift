import Descent

/// An orthogonal map for each tensor of a layout: a reflection I − 2vvᵀ/vᵀv of the vector, or a reflection
/// applied to the left or right side of the matrix.
struct Rotations {
  private let layout: Layout
  private let left: [[Double]]
  private let right: [[Double]]

  init(_ kind: RuleTraits.Rotation, _ layout: Layout, _ choices: Draw) {
    self.layout = layout
    var choices = choices
    func mirror(_ count: Int) -> [Double] { (0..<count).map { _ in choices.normal() } }
    let turnsLeft = kind != .right && kind != .none
    let turnsRight = kind == .right || kind == .leftAndRight
    left = layout.tensors.map { turnsLeft ? mirror($0.shape[0]) : [] }
    right = layout.tensors.map { turnsRight ? mirror($0.count / max(1, $0.shape[0])) : [] }
  }

  func applied(to x: [Double]) -> [Double] {
    var result = x
    for (tensor, (v, w)) in zip(layout.tensors, zip(left, right)) where tensor.count > 0 {
      let columns = tensor.count / tensor.shape[0]
      let places = Array(tensor.range)
      if !v.isEmpty {
        for j in 0..<columns {
          Self.reflect(&result, v.indices.map { places[$0 * columns + j] }, v)
        }
      }
      if !w.isEmpty {
        for i in 0..<tensor.shape[0] {
          Self.reflect(&result, w.indices.map { places[i * columns + $0] }, w)
        }
      }
    }
    return result
  }

  /// Reflects the numbers at the given indices in the hyperplane normal to v.
  private static func reflect(_ x: inout [Double], _ places: [Int], _ v: [Double]) {
    let square = v.reduce(0) { $0 + $1 * $1 }
    guard square > 0 else { return }
    let product = zip(places, v).reduce(0) { $0 + x[$1.0] * $1.1 }
    for (index, v) in zip(places, v) { x[index] -= 2 * product / square * v }
  }
}

extension RuleCase {
  /// The tensors as matrices, wide or tall, that are as close to square as their sizes permit.
  var matrixLayout: Layout {
    Layout(
      sizes.enumerated().map { number, size in
        let rows = (1...max(1, Int(Double(size).squareRoot()))).last { size % $0 == 0 } ?? 1
        let shape = [rows, size / rows]
        return (name: "t\(number)", shape: aux % 2 == 0 ? shape : shape.reversed())
      })
  }
}
