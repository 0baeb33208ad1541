/// The parameters of a problem as named tensors, concatenated in a flat vector.
public struct Layout: Sendable, Hashable {
  /// The role of a tensor in its model.
  public enum Role: String, Sendable, Hashable, CaseIterable {
    /// The roles of tensors in a network, for rules that treat them differently.
    case matrix, convolution, embedding, head, gain, bias, vector
  }

  /// One named tensor: its position and shape (row-major).
  public struct Tensor: Sendable, Hashable {
    /// The name used by checkpoints and selectors.
    public let name: String
    /// The extents; none for a scalar.
    public let shape: [Int]
    /// The index of the first entry among all parameters.
    public let offset: Int
    /// The role; by default, it follows from the rank: vector below two, matrix for two,
    /// convolution above two.
    public let role: Role
    /// The number of entries.
    public var count: Int { Layout.volume(shape) }
    /// The indices of the entries among all parameters.
    public var range: Range<Int> { offset..<(offset + count) }
  }

  /// The tensors, in the order of their offsets.
  public let tensors: [Tensor]
  /// The total number of coordinates.
  public let count: Int

  /// - Parameters:
  ///   - tensors: names and shapes, in order; a shape may hold a zero.
  ///   - roles: the roles of tensors by name; a role that is not given follows from the rank.
  public init(_ tensors: [(name: String, shape: [Int])], roles: [String: Role] = [:]) {
    var offset = 0
    self.tensors = tensors.map { name, shape in
      require(shape.allSatisfy { $0 >= 0 }, "\(name) has a negative extent: \(shape)")
      defer {
        let (sum, overflow) = offset.addingReportingOverflow(Self.volume(shape))
        offset = overflow ? .max : sum
      }
      return Tensor(
        name: name, shape: shape, offset: offset, role: roles[name] ?? .ofRank(shape.count))
    }
    count = offset
  }

  /// The product of extents; `Int.max` if it overflows, so that a size that fits into no memory is
  /// still a number, and can be rejected.
  static func volume(_ shape: [Int]) -> Int {
    if shape.contains(0) { return 0 }
    return shape.reduce(1) { product, extent in
      let (next, overflow) = product.multipliedReportingOverflow(by: extent)
      return overflow ? .max : next
    }
  }

  /// A single vector called `x`.
  public static func vector(_ count: Int) -> Layout { Layout([(name: "x", shape: [count])]) }
}

extension Layout.Role {
  static func ofRank(_ rank: Int) -> Self {
    rank < 2 ? .vector : rank == 2 ? .matrix : .convolution
  }
}
