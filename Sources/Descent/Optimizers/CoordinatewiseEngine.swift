extension CoordinatewiseOptimizer {
  /// The rule compiled for one scalar type: inlinable, so that it is specialised in the rule's own
  /// module, where `update` is visible and the loop around it vectorises.
  @inlinable
  func coordinatewiseKernel<T: KernelScalar>(
    _ layout: Layout, _ workers: Workers?
  ) throws -> OptimizerKernel<T> {
    try checkHyperparameters()
    let rule = self
    let slotCount = rule.slots.count
    let counterCount = rule.counters.count
    let n = layout.count
    if layout.tensors.count == 1 {
      return OptimizerKernel(stateLayout: coordinatewiseState(layout)) { step, _ in
        if let present = step.present, !present[0] { return .updated }
        runTensor(rule, slotCount, counterCount, step, 0, 0, n, n, workers)
        return .updated
      }
    }
    let ranges = layout.tensors.map(\.range)
    return OptimizerKernel(stateLayout: coordinatewiseState(layout)) { step, _ in
      for tensor in 0..<ranges.count {
        if let present = step.present, !present[tensor] { continue }
        let range = ranges[tensor]
        runTensor(
          rule, slotCount, counterCount, step, tensor, range.lowerBound, range.count, n, workers)
      }
      return .updated
    }
  }

  /// The state of a coordinatewise rule: each slot as long as the parameters, each counter once a
  /// tensor, so that a tensor whose gradient is absent keeps its own time.
  @usableFromInline
  func coordinatewiseState(_ layout: Layout) -> StateLayout {
    precondition(slots.count <= 4, "a rule has at most 4 slots, not \(slots.count)")
    precondition(counters.count <= 4, "a rule has at most 4 counters, not \(counters.count)")
    var state = StateLayout()
    for slot in slots { state.appendBuffer(slot, count: layout.count) }
    for tensor in layout.tensors {
      for counter in counters {
        let name = layout.tensors.count == 1 ? counter.name : "\(counter.name)[\(tensor.name)]"
        state.appendScalar(StateSlot(name, initial: counter.initial))
      }
    }
    return state
  }
}

/// One step of one tensor: its counters, then its coordinates, on one thread or on several. The
/// coordinates are independent, so the result is the same to the bit.
@inlinable @inline(__always)
func runTensor<Rule: CoordinatewiseOptimizer, T: KernelScalar>(
  _ rule: Rule, _ slotCount: Int, _ counterCount: Int, _ step: StepArguments<T>, _ tensor: Int,
  _ offset: Int, _ count: Int, _ stride: Int, _ workers: Workers?
) {
  let scalars = step.scalars + tensor &* counterCount
  var counters = Counters(repeating: 0)
  for j in 0..<counterCount { counters[j] = scalars[j] }
  let constants = rule.constants(rate: step.rate, counters: &counters)
  // A running product ends among the subnormal numbers, where rounding holds it up for ever and some
  // processors take a hundred cycles for a multiplication. Beside 1 it is nothing long before.
  for j in 0..<counterCount {
    scalars[j] = abs(counters[j]) < .leastNormalMagnitude ? 0 : counters[j]
  }
  let x = step.parameters + offset
  let g = step.gradient + offset
  let s = step.buffers + offset
  if count >= Workers.threshold, let workers, workers.count > 1 {
    divide(rule, slotCount, x, g, s, count, stride, constants, workers)
  } else {
    runSlots(rule, slotCount, x, g, s, count, stride, constants)
  }
}

/// A large tensor, a chunk a worker. Kept out of line, so that what the closure captures is not set up
/// for small tensors.
@inlinable @inline(never)
func divide<Rule: CoordinatewiseOptimizer, T: KernelScalar>(
  _ rule: Rule, _ slotCount: Int, _ x: UnsafeMutablePointer<T>, _ g: UnsafePointer<T>,
  _ s: UnsafeMutablePointer<T>, _ count: Int, _ stride: Int, _ constants: Rule.Constants,
  _ workers: Workers
) {
  // Chunks end at whole cache lines, so that no two threads write to one.
  let chunk = ((count + workers.count - 1) / workers.count + 63) & ~63
  workers.perform(workers.count) { worker in
    let first = min(worker &* chunk, count)
    runSlots(
      rule, slotCount, x + first, g + first, s + first, min(chunk, count - first), stride, constants
    )
  }
}

/// One loop per number of slots, so that each has a fixed set of loads and stores.
@inlinable @inline(__always)
func runSlots<Rule: CoordinatewiseOptimizer, T: KernelScalar>(
  _ rule: Rule, _ slotCount: Int, _ x: UnsafeMutablePointer<T>, _ g: UnsafePointer<T>,
  _ s: UnsafeMutablePointer<T>, _ count: Int, _ stride: Int, _ constants: Rule.Constants
) {
  switch slotCount {
  case 0: runCoordinates(rule, 0, x, g, s, count, stride, constants)
  case 1: runCoordinates(rule, 1, x, g, s, count, stride, constants)
  case 2: runCoordinates(rule, 2, x, g, s, count, stride, constants)
  case 3: runCoordinates(rule, 3, x, g, s, count, stride, constants)
  default: runCoordinates(rule, 4, x, g, s, count, stride, constants)
  }
}

/// The loop. State is kept as structure of arrays: slot `j` of coordinate `i` at `s[j · stride + i]`.
@inlinable @inline(__always)
func runCoordinates<Rule: CoordinatewiseOptimizer, T: KernelScalar>(
  _ rule: Rule, _ slots: Int, _ x: UnsafeMutablePointer<T>, _ g: UnsafePointer<T>,
  _ s: UnsafeMutablePointer<T>, _ count: Int, _ stride: Int, _ constants: Rule.Constants
) {
  for i in 0..<count { runCoordinate(rule, slots, x, g, s, i, stride, constants) }
}

@inlinable @inline(__always)
func runCoordinate<Rule: CoordinatewiseOptimizer, T: KernelScalar>(
  _ rule: Rule, _ slots: Int, _ x: UnsafeMutablePointer<T>, _ g: UnsafePointer<T>,
  _ s: UnsafeMutablePointer<T>, _ i: Int, _ stride: Int, _ constants: Rule.Constants
) {
  var state = Slots<T>(repeating: 0)
  if slots > 0 { state[0] = s[i] }
  if slots > 1 { state[1] = s[stride &+ i] }
  if slots > 2 { state[2] = s[2 &* stride &+ i] }
  if slots > 3 { state[3] = s[3 &* stride &+ i] }
  var xi = x[i]
  rule.update(&xi, gradient: g[i], state: &state, constants)
  x[i] = xi
  if slots > 0 { s[i] = state[0] }
  if slots > 1 { s[stride &+ i] = state[1] }
  if slots > 2 { s[2 &* stride &+ i] = state[2] }
  if slots > 3 { s[3 &* stride &+ i] = state[3] }
}
