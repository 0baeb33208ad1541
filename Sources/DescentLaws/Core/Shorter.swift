/// Smaller lists to try in a list's place, for cases that are made of lists.
enum Shorter {
  /// Halves of the indices, then all but one (of many only the first few and last few go).
  static func parts(of count: Int) -> [[Int]] {
    let half = count / 2
    var parts = count > 1 ? [Array(0..<half), Array(half..<count)] : []
    let gone = count <= 32 ? Array(0..<count) : Array(0..<8) + Array((count - 8)..<count)
    parts += gone.map { gone in (0..<count).filter { $0 != gone } }
    return parts
  }

  /// The numbers with one of them simpler; of many numbers only the first few change.
  static func numbers(_ numbers: [Double]) -> [[Double]] {
    numbers.indices.prefix(24).flatMap { index in
      Simplicity.candidates(numbers[index]).map { simpler in
        var copy = numbers
        copy[index] = simpler
        return copy
      }
    }
  }

  /// Sizes of tensors that hold the coordinates that are kept.
  static func sizes(_ sizes: [Int], keeping kept: [Int]) -> [Int] {
    var offset = 0
    return sizes.map { size in
      defer { offset += size }
      return kept.count { $0 >= offset && $0 < offset + size }
    }
  }

  /// Numbers as they are, and simpler whole ones from 0 or from 1 in the place of a whole number.
  static func integers(_ number: Int, from lowest: Int) -> [Int] {
    var seen: Set<Int> = []
    return [lowest, lowest + 1, lowest + 2, number / 2, number - 1].filter {
      $0 >= lowest && $0 < number && seen.insert($0).inserted
    }
  }
}
