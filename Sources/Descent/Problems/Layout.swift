/// The parameters of a problem as named tensors, laid one after another in a flat vector.
public struct Layout: Sendable, Hashable {
  /// What a tensor is for in its model, where the problem says so.
  public enum Role: String, Sendable, Hashable, CaseIterable {
    /// What a tensor is in a network, for rules that treat roles apart.
    case matrix, convolution, embedding, head, gain, bias, vector
  }

  /// One named tensor: where it lies and what shape it has (row-major).
  public struct Tensor: Sendable, Hashable {
    /// The name, as checkpoints and selectors have it.
    public let name: String
    /// The extents; none for a scalar.
    public let shape: [Int]
    /// The index of the first entry among all parameters.
    public let offset: Int
    /// What it is for; from its rank unless the problem says otherwise: below two a vector, two a
    /// matrix, above two a convolution.
    public let role: Role
    /// The number of entries.
    public var count: Int { Layout.volume(shape) }
    /// The indices of the entries among all parameters.
    public var range: Range<Int> { offset..<(offset + count) }
  }

  /// The tensors, in the order of their offsets.
  public let tensors: [Tensor]
  /// The number of coordinates in all.
  public let count: Int

  /// - Parameters:
  ///   - tensors: names and shapes, in order; a shape may hold a zero.
  ///   - roles: what tensors of these names are for; by their rank where none is given.
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

  /// The product of extents; the largest integer where it is larger, so that a size that no memory can
  /// hold is still a size, and can be refused.
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
