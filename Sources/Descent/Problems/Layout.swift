/// The parameters of a problem as named tensors, laid one after another in a flat vector.
public struct Layout: Sendable, Hashable {
  /// One named tensor: where it lies and what shape it has (row-major).
  public struct Tensor: Sendable, Hashable {
    public let name: String
    public let shape: [Int]
    public let offset: Int
    public var count: Int { shape.reduce(1, *) }
    public var range: Range<Int> { offset..<(offset + count) }
  }

  public let tensors: [Tensor]
  /// The number of coordinates in all.
  public let count: Int

  /// - Parameter tensors: names and shapes, in order; a shape may hold a zero.
  public init(_ tensors: [(name: String, shape: [Int])]) {
    var offset = 0
    self.tensors = tensors.map { name, shape in
      precondition(shape.allSatisfy { $0 >= 0 }, "\(name) has a negative extent: \(shape)")
      defer { offset += shape.reduce(1, *) }
      return Tensor(name: name, shape: shape, offset: offset)
    }
    count = offset
  }

  /// A single vector called `x`.
  public static func vector(_ count: Int) -> Layout { Layout([(name: "x", shape: [count])]) }
}
