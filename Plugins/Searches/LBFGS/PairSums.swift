import Descent

/// sᵀy, yᵀy and sᵀs of a pair.
typealias PairSums = InlineArray<3, Double>

/// Writes a pair for some coordinates, the move s = t d and the change y = g − g₀, and sums its products.
/// This takes one pass over memory instead of four.
func setPair<T: KernelScalar>(
  _ range: Range<Int>, _ move: UnsafeMutableBufferPointer<T>,
  _ change: UnsafeMutableBufferPointer<T>, _ direction: UnsafeMutableBufferPointer<T>,
  _ length: T, _ gradient: UnsafeBufferPointer<T>, _ last: UnsafeMutableBufferPointer<T>,
  adding sums: inout PairSums
) {
  // There are sixteen partial sums, as in `dot`, so that the compiler vectorizes the loop.
  var (product, square, moved) = (
    InlineArray<16, Double>(repeating: 0), InlineArray<16, Double>(repeating: 0),
    InlineArray<16, Double>(repeating: 0)
  )
  var i = range.lowerBound
  while i + 16 <= range.upperBound {
    for j in 0..<16 {
      let (s, y) = (direction[i + j] * length, gradient[i + j] - last[i + j])
      (move[i + j], change[i + j]) = (s, y)
      product[j] += Double(s) * Double(y)
      square[j] += Double(y) * Double(y)
      moved[j] += Double(s) * Double(s)
    }
    i += 16
  }
  for j in 0..<16 {
    sums[0] += product[j]
    sums[1] += square[j]
    sums[2] += moved[j]
  }
  for i in i..<range.upperBound {
    let (s, y) = (direction[i] * length, gradient[i] - last[i])
    (move[i], change[i]) = (s, y)
    sums[0] += Double(s) * Double(y)
    sums[1] += Double(y) * Double(y)
    sums[2] += Double(s) * Double(s)
  }
}
