extension CoordinatewiseOptimizer {
  /// The rule compiled for one scalar type. Inlinable, so that it is specialized in the rule's own
  /// module, where `update` is visible and the loop around it vectorizes.
  @inlinable
  func coordinatewiseKernel<T: KernelScalar>(
    _ layout: Layout, _ workers: Workers?
  ) throws -> OptimizerKernel<T> {
    try checkHyperparameters()
    let rule = Held(self)
    let slotCount = slots.count
    let counterCount = counters.count
    let n = layout.count
    let state = StateLayout.perCoordinate(
      slots: slots, counters: counters, slotLimit: Self.slotLimit, layout)
    let point: EvaluationPoint<T>? = hasEvaluationPoint ? coordinatewisePoint(layout) : nil
    if layout.tensors.count == 1 {
      return OptimizerKernel(stateLayout: state, evaluationPoint: point) { step, _ in
        if let present = step.present, !present[0] { return .updated }
        runTensor(rule.value, slotCount, counterCount, step, 0, 0, n, n, workers)
        return .updated
      }
    }
    let ranges = layout.tensors.map(\.range)
    return OptimizerKernel(stateLayout: state, evaluationPoint: point) { step, _ in
      for tensor in 0..<ranges.count {
        if let present = step.present, !present[tensor] { continue }
        let range = ranges[tensor]
        runTensor(
          rule.value, slotCount, counterCount, step, tensor, range.lowerBound, range.count, n,
          workers)
      }
      return .updated
    }
  }

  /// The evaluation point of a rule, coordinate by coordinate. Not inlined, so that rules without an
  /// evaluation point do not pay compile time for it.
  @inlinable @inline(never)
  func coordinatewisePoint<T: KernelScalar>(_ layout: Layout) -> EvaluationPoint<T> {
    let rule = self
    let (slotCount, counterCount, n) = (slots.count, counters.count, layout.count)
    let ranges = layout.tensors.map(\.range)
    return EvaluationPoint(owner: Self.card.name) { x, buffers, scalars, point in
      for tensor in 0..<ranges.count {
        let counters = Counters(scalars + tensor &* counterCount, counterCount)
        for i in ranges[tensor] {
          var state = Slots<T>(repeating: 0)
          for j in 0..<slotCount { state[j] = buffers[j &* n &+ i] }
          point[i] = rule.evaluationPoint(x[i], state: state, counters: counters)
        }
      }
    }
  }
}

extension StateLayout {
  /// One buffer per slot, as long as the parameters, and one scalar per counter and tensor, so that a
  /// tensor without a gradient does not advance its counters.
  @usableFromInline
  static func perCoordinate(
    slots: [StateSlot], counters: [StateSlot], slotLimit: Int, _ layout: Layout
  ) -> StateLayout {
    require(
      slots.count <= min(slotLimit, 8), "a rule has at most \(slotLimit) slots, not \(slots.count)")
    require(counters.count <= 8, "a rule has at most 8 counters, not \(counters.count)")
    var state = StateLayout()
    for slot in slots { state.appendBuffer(slot, count: layout.count) }
    for tensor in layout.tensors {
      for counter in counters { state.appendScalar(counter.of(tensor, in: layout)) }
    }
    return state
  }
}

extension StateSlot {
  /// The slot of one tensor: `name[tensor]`, or `name` if it is the only tensor.
  func of(_ tensor: Layout.Tensor, in layout: Layout) -> StateSlot {
    layout.tensors.count == 1 ? self : StateSlot("\(name)[\(tensor.name)]", initial: initial)
  }
}

extension InlineArray where count == 8, Element == Double {
  /// The counters of a tensor, from the scalars of the state; 0 beyond `count`.
  @inlinable @inline(__always)
  init(_ scalars: UnsafePointer<Double>, _ count: Int) {
    self.init(repeating: 0)
    for j in 0..<count { self[j] = scalars[j] }
  }

  /// Writes the counters of a tensor to the scalars of the state.
  ///
  /// Subnormal counters become 0. A running product such as βᵗ would otherwise stay subnormal forever
  /// because of rounding, and multiplying subnormal numbers takes a hundred cycles on some
  /// processors. It is negligible next to 1 long before.
  @inlinable @inline(__always)
  func store(to scalars: UnsafeMutablePointer<Double>, _ count: Int) {
    for j in 0..<count { scalars[j] = abs(self[j]) < .leastNormalMagnitude ? 0 : self[j] }
  }
}

/// One step of one tensor: its counters, then its coordinates, on one thread or on several. The
/// coordinates are independent, so the result does not depend on the number of threads.
@inlinable @inline(__always)
func runTensor<Rule: CoordinatewiseOptimizer, T: KernelScalar>(
  _ rule: Rule, _ slotCount: Int, _ counterCount: Int, _ step: StepArguments<T>, _ tensor: Int,
  _ offset: Int, _ count: Int, _ stride: Int, _ workers: Workers?
) {
  let scalars = step.scalars + tensor &* counterCount
  var counters = Counters(scalars, counterCount)
  let constants = rule.constants(StepInfo(step), counters: &counters)
  counters.store(to: scalars, counterCount)
  runTensorCoordinates(
    rule, slotCount, step.parameters + offset, step.gradient + offset, step.buffers + offset, count,
    stride, constants, workers)
}

/// The coordinates of one tensor, on one thread or on several.
@inlinable @inline(__always)
func runTensorCoordinates<Rule: CoordinateRule, T: KernelScalar>(
  _ rule: Rule, _ slotCount: Int, _ x: UnsafeMutablePointer<T>, _ g: UnsafePointer<T>,
  _ s: UnsafeMutablePointer<T>, _ count: Int, _ stride: Int, _ constants: Rule.Constants,
  _ workers: Workers?
) {
  if count >= Workers.threshold, let workers, workers.count > 1 {
    divide(rule, slotCount, x, g, s, count, stride, constants, workers)
  } else {
    runSlots(rule, slotCount, x, g, s, count, stride, constants)
  }
}

/// Splits a large tensor into one chunk per worker. Not inlined, so that small tensors do not pay for
/// the closure's captures.
@inlinable @inline(never)
func divide<Rule: CoordinateRule, T: KernelScalar>(
  _ rule: Rule, _ slotCount: Int, _ x: UnsafeMutablePointer<T>, _ g: UnsafePointer<T>,
  _ s: UnsafeMutablePointer<T>, _ count: Int, _ stride: Int, _ constants: Rule.Constants,
  _ workers: Workers
) {
  // Chunks end at cache-line boundaries, so that no two threads write to the same cache line.
  let chunk = ((count + workers.count - 1) / workers.count + 63) & ~63
  workers.perform(with: (rule, constants)) { worker, values in
    let first = min(worker &* chunk, count)
    runSlots(
      values.0, slotCount, x + first, g + first, s + first, min(chunk, count - first), stride,
      values.1)
  }
}

/// One loop per number of slots, so that each has a fixed set of loads and stores.
@inlinable @inline(__always)
func runSlots<Rule: CoordinateRule, T: KernelScalar>(
  _ rule: Rule, _ slotCount: Int, _ x: UnsafeMutablePointer<T>, _ g: UnsafePointer<T>,
  _ s: UnsafeMutablePointer<T>, _ count: Int, _ stride: Int, _ constants: Rule.Constants
) {
  // Constant-folded for a rule with the usual limit.
  if Rule.slotLimit > 4, slotCount > 4 {
    return runManySlots(rule, slotCount, x, g, s, count, stride, constants)
  }
  switch slotCount {
  case 0: runCoordinates(rule, 0, x, g, s, count, stride, constants)
  case 1: runCoordinates(rule, 1, x, g, s, count, stride, constants)
  case 2: runCoordinates(rule, 2, x, g, s, count, stride, constants)
  case 3: runCoordinates(rule, 3, x, g, s, count, stride, constants)
  default: runCoordinates(rule, 4, x, g, s, count, stride, constants)
  }
}

/// The loops of a rule that keeps more than four numbers per coordinate.
@inlinable @inline(__always)
func runManySlots<Rule: CoordinateRule, T: KernelScalar>(
  _ rule: Rule, _ slotCount: Int, _ x: UnsafeMutablePointer<T>, _ g: UnsafePointer<T>,
  _ s: UnsafeMutablePointer<T>, _ count: Int, _ stride: Int, _ constants: Rule.Constants
) {
  switch slotCount {
  case 5: runCoordinates(rule, 5, x, g, s, count, stride, constants)
  case 6: runCoordinates(rule, 6, x, g, s, count, stride, constants)
  case 7: runCoordinates(rule, 7, x, g, s, count, stride, constants)
  default: runCoordinates(rule, 8, x, g, s, count, stride, constants)
  }
}

/// The loop. State is kept as structure of arrays: slot `j` of coordinate `i` at `s[j · stride + i]`.
@inlinable @inline(__always)
func runCoordinates<Rule: CoordinateRule, T: KernelScalar>(
  _ rule: Rule, _ slots: Int, _ x: UnsafeMutablePointer<T>, _ g: UnsafePointer<T>,
  _ s: UnsafeMutablePointer<T>, _ count: Int, _ stride: Int, _ constants: Rule.Constants
) {
  for i in 0..<count { runCoordinate(rule, slots, x, g, s, i, stride, constants) }
}

@inlinable @inline(__always)
func runCoordinate<Rule: CoordinateRule, T: KernelScalar>(
  _ rule: Rule, _ slots: Int, _ x: UnsafeMutablePointer<T>, _ g: UnsafePointer<T>,
  _ s: UnsafeMutablePointer<T>, _ i: Int, _ stride: Int, _ constants: Rule.Constants
) {
  var state = loadSlots(slots, Rule.slotLimit, s, i, stride)
  var xi = x[i]
  rule.update(&xi, gradient: g[i], state: &state, constants)
  x[i] = xi
  if slots > 0 { s[i] = state[0] }
  if slots > 1 { s[stride &+ i] = state[1] }
  if slots > 2 { s[2 &* stride &+ i] = state[2] }
  if slots > 3 { s[3 &* stride &+ i] = state[3] }
  if Rule.slotLimit > 4 {
    if slots > 4 { s[4 &* stride &+ i] = state[4] }
    if slots > 5 { s[5 &* stride &+ i] = state[5] }
    if slots > 6 { s[6 &* stride &+ i] = state[6] }
    if slots > 7 { s[7 &* stride &+ i] = state[7] }
  }
}

/// The state of one coordinate.
@inlinable @inline(__always)
func loadSlots<T: KernelScalar>(
  _ slots: Int, _ limit: Int, _ s: UnsafeMutablePointer<T>, _ i: Int, _ stride: Int
) -> Slots<T> {
  var state = Slots<T>(repeating: 0)
  if slots > 0 { state[0] = s[i] }
  if slots > 1 { state[1] = s[stride &+ i] }
  if slots > 2 { state[2] = s[2 &* stride &+ i] }
  if slots > 3 { state[3] = s[3 &* stride &+ i] }
  // Constant-folded for a rule with the usual limit, which also shortens its compile time.
  if limit > 4 {
    if slots > 4 { state[4] = s[4 &* stride &+ i] }
    if slots > 5 { state[5] = s[5 &* stride &+ i] }
    if slots > 6 { state[6] = s[6 &* stride &+ i] }
    if slots > 7 { state[7] = s[7 &* stride &+ i] }
  }
  return state
}
