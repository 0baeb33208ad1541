import Descent

/// A rule that, like a ``SummingOptimizer``, is written for one coordinate after sums over all
/// tensors, but whose scalars belong to all tensors together. Such rules estimate the distance to the
/// solution, which is a property of all tensors, so a tensor whose first gradient comes late must use
/// the existing estimate.
///
/// A tensor without a gradient is not part of the sums, and its buffers do not change. The rule
/// does not evaluate the objective.
public protocol JointOptimizer: OracleOptimizer, CoordinateRule {
  /// The buffers, each with one entry per coordinate.
  var slots: [StateSlot] { get }
  /// The scalars of all tensors together, or of each tensor if ``isPerTensor`` is true.
  var counters: [StateSlot] { get }
  /// The number of terms that are summed.
  var sumCount: Int { get }
  /// Whether each tensor is treated as a separate problem.
  var isPerTensor: Bool { get }
  /// Whether slot 0 holds the point at which the tensor's first step begins.
  var remembersStart: Bool { get }

  /// Returns one coordinate's contributions to the sums, given point, gradient and state before
  /// the step.
  func terms<T: KernelScalar>(_ x: T, gradient g: T, state s: Slots<T>, _ c: Constants) -> Terms<T>

  /// Advances the counters by one step. Called without sums for the terms, and then with sums for
  /// the update, each time with the counters from before the step.
  /// - Returns: the values that the coordinates share; nil for a step that changes nothing, not
  ///   even counters.
  func constants(_ info: StepInfo, counters: inout Counters, sums: Terms<Double>?) -> Constants?
}

extension JointOptimizer {
  public var needs: Needs { [] }
  public var nominalCost: Double { 1 }
  public var isPerTensor: Bool { false }
  public var scratchVectors: Int { sumCount }

  public func stateLayout(for layout: Layout) -> StateLayout {
    var state = StateLayout()
    for slot in slots { state.appendBuffer(slot, count: layout.count) }
    for counter in isPerTensor ? [] : counters { state.appendScalar(counter) }
    for tensor in layout.tensors {
      let own = (isPerTensor ? counters : []) + (remembersStart ? ["steps"] : [])
      for slot in own {
        let name = layout.tensors.count == 1 ? slot.name : "\(slot.name)[\(tensor.name)]"
        state.appendScalar(StateSlot(name, initial: slot.initial))
      }
    }
    return state
  }

  @inlinable
  public func step<T: KernelScalar>(_ s: OracleStep<T>) -> StepAnswer {
    guard isPerTensor else {
      stepTogether(s, only: nil)
      return .updated
    }
    for tensor in s.tensorsByName { stepTogether(s, only: tensor) }
    return .updated
  }

  /// Takes a step of all tensors that have a gradient, or of one, as one problem. To avoid allocations,
  /// it derives the numbers of counters and slots from the state, because the properties `counters` and
  /// `slots` create new arrays.
  @inlinable
  func stepTogether<T: KernelScalar>(_ s: OracleStep<T>, only chosen: Int?) {
    // In the order of the names, so that the result does not depend on the order of the
    // tensors.
    let tensors = s.tensorsByName.lazy.filter {
      (chosen == nil || chosen == $0) && s.hasGradient($0) && s.layout.tensors[$0].count > 0
    }
    guard let any = tensors.first else { return }
    let (count, clocks) = (s.layout.tensors.count, remembersStart ? 1 : 0)
    let own =
      isPerTensor ? s.scalars.count / count - clocks : s.scalars.count - count * clocks
    let stride = (isPerTensor ? own : 0) + clocks
    let first = isPerTensor ? any * stride : 0
    var counters = Counters(repeating: 0)
    for j in 0..<own { counters[j] = s.scalars[first + j] }
    var (before, sums) = (counters, Terms<Double>(repeating: 0))
    guard let early = constants(s.info, counters: &before, sums: nil) else { return }
    let work = JointWork(rule: self, step: s, slotCount: s.bufferCount)
    func clock(_ tensor: Int) -> Int { (isPerTensor ? 0 : own) + tensor * stride + stride - 1 }
    for tensor in tensors {
      let isFirst = remembersStart && s.scalars[clock(tensor)] == 0
      work.add(s.layout.tensors[tensor].range, isFirst: isFirst, early, to: &sums)
    }
    guard let late = constants(s.info, counters: &counters, sums: sums) else { return }
    for j in 0..<own { s.scalars[first + j] = counters[j] }
    for tensor in tensors {
      let isFirst = remembersStart && s.scalars[clock(tensor)] == 0
      work.update(s.layout.tensors[tensor].range, isFirst: isFirst, late)
      if remembersStart { s.scalars[clock(tensor)] += 1 }
    }
  }
}
