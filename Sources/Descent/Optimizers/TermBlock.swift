/// The terms of one tensor in one pass.
@usableFromInline
struct TermBlock<Rule: SummingOptimizer, T: KernelScalar> {
  @usableFromInline let rule: Rule
  @usableFromInline let pass: Int
  @usableFromInline let slotCount: Int
  @usableFromInline let x: UnsafeMutablePointer<T>
  @usableFromInline let g: UnsafePointer<T>
  @usableFromInline let s: UnsafeMutablePointer<T>
  @usableFromInline let stride: Int
  @usableFromInline let constants: Rule.Constants

  @inlinable @inline(__always)
  init(
    rule: Rule, pass: Int, slotCount: Int, x: UnsafeMutablePointer<T>, g: UnsafePointer<T>,
    s: UnsafeMutablePointer<T>, stride: Int, constants: Rule.Constants
  ) {
    self.rule = rule
    self.pass = pass
    self.slotCount = slotCount
    self.x = x
    self.g = g
    self.s = s
    self.stride = stride
    self.constants = constants
  }

  /// Writes the terms of `length` coordinates; the terms of sum `j` begin at
  /// `terms + j · SummingPlan.block`.
  @inlinable @inline(__always)
  func write(_ first: Int, _ length: Int, hasMany: Bool, _ terms: UnsafeMutablePointer<T>) {
    if hasMany {
      writeSlots(first, length, 4, terms)
    } else {
      writeSlots(first, length, 2, terms)
    }
  }

  @inlinable @inline(__always)
  func writeSlots(_ first: Int, _ length: Int, _ kept: Int, _ terms: UnsafeMutablePointer<T>) {
    if Rule.slotLimit > 4, slotCount > 4 { return loop(first, length, 8, kept, terms) }
    switch slotCount {
    case 0: loop(first, length, 0, kept, terms)
    case 1: loop(first, length, 1, kept, terms)
    case 2: loop(first, length, 2, kept, terms)
    case 3: loop(first, length, 3, kept, terms)
    default: loop(first, length, 4, kept, terms)
    }
  }

  /// The loop over the coordinates, with a fixed number of slots.
  @inlinable @inline(__always)
  func loop(
    _ first: Int, _ length: Int, _ slots: Int, _ kept: Int, _ terms: UnsafeMutablePointer<T>
  ) {
    let (x, g, s) = (x + first, g + first, s + first)
    for i in 0..<length {
      // Above four, the number of slots is not a compile-time constant.
      let state = loadSlots(slots > 4 ? slotCount : slots, Rule.slotLimit, s, i, stride)
      let t = rule.terms(pass: pass, x[i], gradient: g[i], state: state, constants)
      terms[i] = t[0]
      terms[SummingPlan.block &+ i] = t[1]
      if kept > 2 {
        terms[2 &* SummingPlan.block &+ i] = t[2]
        terms[3 &* SummingPlan.block &+ i] = t[3]
      }
    }
  }

  /// The terms of one coordinate in double precision.
  @inlinable @inline(__always)
  func termsInDouble(_ i: Int) -> Terms<Double> {
    var state = Slots<Double>(repeating: 0)
    for j in 0..<slotCount { state[j] = Double(s[j &* stride &+ i]) }
    return rule.terms(pass: pass, Double(x[i]), gradient: Double(g[i]), state: state, constants)
  }
}
