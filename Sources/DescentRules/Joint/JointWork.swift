import Descent

/// The loops of one step of a ``JointOptimizer``.
@usableFromInline
struct JointWork<Rule: JointOptimizer, T: KernelScalar> {
  @usableFromInline let rule: Rule
  @usableFromInline let step: OracleStep<T>
  @usableFromInline let slotCount: Int
  @usableFromInline let buffers: InlineArray<8, UnsafeMutablePointer<T>>

  @inlinable
  init(rule: Rule, step: OracleStep<T>, slotCount: Int) {
    self.rule = rule
    self.step = step
    self.slotCount = slotCount
    let empty = step.x.baseAddress!
    var buffers = InlineArray<8, UnsafeMutablePointer<T>>(repeating: empty)
    for j in 0..<slotCount { buffers[j] = step.buffer(j).baseAddress! }
    self.buffers = buffers
  }

  /// Adds the terms of a tensor, in blocks of 1,024 as ``SummingOptimizer`` does.
  @inlinable
  func add(_ range: Range<Int>, isFirst: Bool, _ c: Rule.Constants, to sums: inout Terms<Double>) {
    var total = Terms<Double>(repeating: 0)
    var start = range.lowerBound
    while start < range.upperBound {
      let end = min(start + 1024, range.upperBound)
      switch slotCount {
      case 1: write(start..<end, 1, isFirst, c)
      case 2: write(start..<end, 2, isFirst, c)
      case 3: write(start..<end, 3, isFirst, c)
      default: write(start..<end, 4, isFirst, c)
      }
      for k in 0..<rule.sumCount {
        total[k] += T.blockSum(UnsafePointer(step.scratch(k).baseAddress!), end - start)
      }
      start = end
    }
    for k in 0..<rule.sumCount {
      // Sums that overflow or underflow in the type are recomputed in double precision.
      let isDoubtful = T.self != Double.self && !(abs(total[k]) >= 0x1p-100 && total[k].isFinite)
      sums[k] += isDoubtful ? sumInDouble(range, k, isFirst, c) : total[k]
    }
  }

  @inlinable @inline(__always)
  func write(_ range: Range<Int>, _ count: Int, _ isFirst: Bool, _ c: Rule.Constants) {
    let (x, g, n) = (step.x.baseAddress!, step.gradient.baseAddress!, rule.sumCount)
    let out = step.scratch(0).baseAddress!
    let stride = step.x.count
    for i in range {
      let t = rule.terms(x[i], gradient: g[i], state: state(i, count, isFirst), c)
      let place = out + (i - range.lowerBound)
      place[0] = t[0]
      if n > 1 { place[stride] = t[1] }
      if n > 2 { place[2 * stride] = t[2] }
    }
  }

  @inlinable @inline(__always)
  func state(_ i: Int, _ count: Int, _ isFirst: Bool) -> Slots<T> {
    var state = Slots<T>(repeating: 0)
    for j in 0..<count { state[j] = buffers[j][i] }
    if isFirst { state[0] = step.x[i] }
    return state
  }

  @inlinable @inline(never)
  func sumInDouble(_ range: Range<Int>, _ k: Int, _ isFirst: Bool, _ c: Rule.Constants) -> Double {
    var sum = 0.0
    for i in range {
      let narrow = state(i, slotCount, isFirst)
      var wide = Slots<Double>(repeating: 0)
      for j in 0..<slotCount { wide[j] = Double(narrow[j]) }
      sum += rule.terms(Double(step.x[i]), gradient: Double(step.gradient[i]), state: wide, c)[k]
    }
    return sum
  }

  /// Moves the coordinates of a tensor.
  @inlinable
  func update(_ range: Range<Int>, isFirst: Bool, _ c: Rule.Constants) {
    switch slotCount {
    case 1: move(range, 1, isFirst, c)
    case 2: move(range, 2, isFirst, c)
    case 3: move(range, 3, isFirst, c)
    default: move(range, 4, isFirst, c)
    }
  }

  @inlinable @inline(__always)
  func move(_ range: Range<Int>, _ count: Int, _ isFirst: Bool, _ c: Rule.Constants) {
    let (x, g) = (step.x.baseAddress!, step.gradient.baseAddress!)
    for i in range {
      var state = state(i, count, isFirst)
      rule.update(&x[i], gradient: g[i], state: &state, c)
      for j in 0..<count { buffers[j][i] = state[j] }
    }
  }
}
