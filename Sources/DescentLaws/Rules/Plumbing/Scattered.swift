import Descent

/// Tensors scattered over one block of memory, with guard numbers in every gap.
struct Scattered<T: KernelScalar> {
  static var guardNumber: Double { 12345 }

  var memory: [T] = []
  /// For each tensor, the index of entry 0 in memory, the number of entries, and their stride.
  private(set) var places: [(base: Int, count: Int, stride: Int)]

  /// - Parameter strides: the strides of the tensors, assigned in turn from the first tensor on. With more
  ///   than one stride, the order of the tensors in memory and the gaps between them are drawn, too.
  init(_ c: RuleCase, strides: [Int], _ choices: inout Draw, _ values: [Double]) {
    places = c.sizes.map { (0, $0, 1) }
    let isScattered = strides.count > 1
    let isReversed = isScattered && choices.index(below: 2) == 1
    let first = choices.index(below: 2)
    var end = 3
    for tensor in isReversed ? c.sizes.indices.reversed() : Array(c.sizes.indices) {
      let count = c.sizes[tensor]
      let stride = strides[(tensor + first * tensor) % strides.count]
      let span = max(0, count - 1) * abs(stride)
      places[tensor] = (stride > 0 ? end : end + span, count, stride)
      end += count == 0 ? 0 : span + 1
      if isScattered { end += choices.index(below: 3) }
    }
    memory = [T](repeating: T(Self.guardNumber), count: end + 3)
    write(values, c)
  }

  mutating func write(_ values: [Double], _ c: RuleCase) {
    for (place, range) in zip(places, c.ranges) {
      for i in 0..<place.count {
        memory[place.base + i * place.stride] = T(values[range.lowerBound + i])
      }
    }
  }

  /// The tensors' entries, tensor after tensor.
  var numbers: [Double] {
    places.flatMap { place in
      (0..<place.count).map { Double(memory[place.base + $0 * place.stride]) }
    }
  }

  /// All numbers in memory that are not entries.
  var gaps: [Double] {
    var isEntry = memory.map { _ in false }
    for place in places {
      for i in 0..<place.count { isEntry[place.base + i * place.stride] = true }
    }
    return memory.indices.filter { !isEntry[$0] }.map { Double(memory[$0]) }
  }
}
