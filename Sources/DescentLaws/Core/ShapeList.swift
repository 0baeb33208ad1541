/// Shapes as a case prints them: `2x3,5*2` is a matrix of two rows and two vectors of five.
enum ShapeList {
  static func text(_ shapes: [[Int]]) -> String {
    guard !shapes.isEmpty else { return "none" }
    var parts: [String] = []
    var start = 0
    while start < shapes.count {
      let end = shapes[start...].firstIndex { $0 != shapes[start] } ?? shapes.count
      let shape = shapes[start].map(String.init).joined(separator: "x")
      parts.append(end - start > 1 ? "\(shape)*\(end - start)" : shape)
      start = end
    }
    return parts.joined(separator: ",")
  }

  static func shapes(_ text: Substring) throws -> [[Int]] {
    guard text != "none" else { return [] }
    return try text.split(separator: ",").flatMap { part in
      let factors = part.split(separator: "*", omittingEmptySubsequences: false)
      let extents = factors[0].split(separator: "x", omittingEmptySubsequences: false).map {
        Int($0) ?? -1
      }
      // Multiply as floating-point numbers, which cannot trap on overflow, and refuse shapes too large for
      // memory.
      let volume = extents.reduce(1.0) { $0 * Double($1) }
      guard factors.count <= 2, extents.allSatisfy({ $0 >= 0 }), volume <= 1e8,
        let count = factors.count == 2 ? Int(factors[1]) : 1, (1...1000).contains(count)
      else { throw ReplayError("'\(part)' is not a shape, nor shape*count") }
      return Array(repeating: extents, count: count)
    }
  }
}
