/// Smaller lists to try in place of a list, for cases that consist of lists.
enum Shorter {
  /// Halves of the indices, then all indices but one (in a long list only one of the first or last few is
  /// dropped).
  static func parts(of count: Int) -> [[Int]] {
    let half = count / 2
    var parts = count > 1 ? [Array(0..<half), Array(half..<count)] : []
    let gone = count <= 32 ? Array(0..<count) : Array(0..<8) + Array((count - 8)..<count)
    parts += gone.map { gone in (0..<count).filter { $0 != gone } }
    return parts
  }

  /// Copies of the list with one number simplified; in a long list only one of the first few changes.
  static func numbers(_ numbers: [Double]) -> [[Double]] {
    numbers.indices.prefix(24).flatMap { index in
      Simplicity.candidates(numbers[index]).map { simpler in
        var copy = numbers
        copy[index] = simpler
        return copy
      }
    }
  }

  /// The sizes of the tensors after all but the kept coordinates are removed.
  static func sizes(_ sizes: [Int], keeping kept: [Int]) -> [Int] {
    var offset = 0
    return sizes.map { size in
      defer { offset += size }
      return kept.count { $0 >= offset && $0 < offset + size }
    }
  }

  /// Smaller integers to try in place of a number, none below `lowest`.
  static func integers(_ number: Int, from lowest: Int) -> [Int] {
    var seen: Set<Int> = []
    return [lowest, lowest + 1, lowest + 2, number / 2, number - 1].filter {
      $0 >= lowest && $0 < number && seen.insert($0).inserted
    }
  }
}
