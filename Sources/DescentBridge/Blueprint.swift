import Descent
import DescentFiles

/// The settings, layout and precision from which an instance is made.
struct Blueprint: Sendable {
  var settings: [(key: String, text: String)]
  var layout: Layout
  /// `float64` or `float32`.
  var precision: String
  var seed: UInt64 = 0
  var isStrided = false
  /// Whether each tensor is a parameter group of its own, with the rates of group k multiplied by 2⁻ᵏ.
  var isGrouped = false
  /// Whether the rule may evaluate the objective while it steps.
  var asks = false

  var settingsText: String {
    settings.isEmpty
      ? "its defaults" : settings.map { "\($0.key)=\($0.text)" }.joined(separator: ",")
  }

  /// The header of a CREATE request.
  /// - Parameter takesScalars: whether tensors of one number with many axes are sent without axes.
  func header(isOfMatrices: Bool, takesScalars: Bool) -> JSON {
    .keyed(
      [
        ("precision", .string(precision)),
        (
          "tensors",
          .array(
            layout.tensors.map { tensor in
              let shape = Self.shape(
                of: tensor.shape, isOfMatrices: isOfMatrices, takesScalars: takesScalars)
              return .array([.string(tensor.name), .array(shape.map { .integer($0) })])
            })
        ),
        ("settings", .keyed(settings.map { ($0.key, .string($0.text)) })),
        ("seed", .integer(Int(truncatingIfNeeded: seed & 0x7FFF_FFFF_FFFF_FFFF))),
        ("memory", .string(isStrided ? "strided" : "dense")),
        ("objective", .string(asks ? "asked" : "given")),
      ] + (isGrouped ? [("groups", .boolean(true))] : []))
  }

  /// The shape of a tensor in a worker. Laws know no tensors without axes; those of one number with three or
  /// four axes stand for them.
  static func shape(of shape: [Int], isOfMatrices: Bool, takesScalars: Bool) -> [Int] {
    if isOfMatrices { return matrix(shape) }
    return takesScalars && shape.count > 2 && shape.allSatisfy { $0 == 1 } ? [] : shape
  }

  /// A shape of two extents with as many entries; for a vector, the one closest to a square.
  static func matrix(_ shape: [Int]) -> [Int] {
    if shape.count == 2 { return shape }
    let count = shape.reduce(1, *)
    if shape.count > 2, count > 0 { return [shape[0], count / shape[0]] }
    let rows = stride(from: Int(Double(count).squareRoot()), to: 1, by: -1)
      .first { count % $0 == 0 }
    return [rows ?? 1, count / (rows ?? 1)]
  }
}
