extension SummingOptimizer {
  /// The rule compiled for one scalar type. Inlinable, so that it is specialized in the rule's own
  /// module, like the kernel of a ``CoordinatewiseOptimizer``.
  @inlinable
  func summingKernel<T: KernelScalar>(
    _ layout: Layout, _ workers: Workers?
  ) throws -> OptimizerKernel<T> {
    try checkHyperparameters()
    require(passes == 1 || passes == 2, "a rule has 1 or 2 passes, not \(passes)")
    let rule = self
    let slotCount = rule.slots.count
    let counterCount = rule.counters.count
    let passCount = passes
    let n = layout.count
    let plan = SummingPlan(sums, layout)
    let terms = Scratch<T>(4 * SummingPlan.block * (workers?.count ?? 1))
    let state = StateLayout.perCoordinate(
      slots: slots, counters: counters, slotLimit: Self.slotLimit, layout)
    return OptimizerKernel(stateLayout: state) { step, _ in
      plan.begin(step.present)
      let work = SummingWork(
        rule: rule, step: step, plan: plan, terms: terms.pointer, slotCount: slotCount,
        counterCount: counterCount, passCount: passCount, stride: n, workers: workers)
      if plan.isWide {
        for pass in 0..<passCount {
          for tensor in 0..<plan.tensors.count { work.add(tensor, pass) }
          plan.combine(pass, step.present)
        }
        for tensor in 0..<plan.tensors.count { work.update(tensor) }
      } else {
        for tensor in 0..<plan.tensors.count {
          for pass in 0..<passCount { work.add(tensor, pass) }
          work.update(tensor)
        }
      }
      return .updated
    }
  }
}

/// One step of a rule with sums.
@usableFromInline
struct SummingWork<Rule: SummingOptimizer, T: KernelScalar> {
  @usableFromInline let rule: Rule
  @usableFromInline let step: StepArguments<T>
  @usableFromInline let plan: SummingPlan
  @usableFromInline let terms: UnsafeMutablePointer<T>
  @usableFromInline let slotCount: Int
  @usableFromInline let counterCount: Int
  @usableFromInline let passCount: Int
  @usableFromInline let stride: Int
  @usableFromInline let workers: Workers?

  @inlinable @inline(__always)
  init(
    rule: Rule, step: StepArguments<T>, plan: SummingPlan, terms: UnsafeMutablePointer<T>,
    slotCount: Int, counterCount: Int, passCount: Int, stride: Int, workers: Workers?
  ) {
    self.rule = rule
    self.step = step
    self.plan = plan
    self.terms = terms
    self.slotCount = slotCount
    self.counterCount = counterCount
    self.passCount = passCount
    self.stride = stride
    self.workers = workers
  }

  /// The values that a tensor's coordinates share, given the sums known so far, and its new
  /// counters.
  @inlinable @inline(__always)
  func constants(_ index: Int, _ count: Int) -> (Rule.Constants, Counters) {
    var counters = Counters(step.scalars + index &* counterCount, counterCount)
    let sums = Sums(plan.sums.pointer + 8 &* index, count: count, totalCount: plan.totalCount)
    return (rule.constants(StepInfo(step), counters: &counters, sums: sums), counters)
  }

  /// Computes the sums of one tensor in one pass.
  @inlinable @inline(__always)
  func add(_ place: Int, _ pass: Int) {
    let (index, offset, count) = plan.tensors[place]
    guard step.hasGradient(index) else { return }
    let (constants, _) = constants(index, count)
    let blocks = (count &+ SummingPlan.block &- 1) / SummingPlan.block
    let block = TermBlock<Rule, T>(
      rule: rule, pass: pass, slotCount: slotCount, x: step.parameters + offset,
      g: step.gradient + offset, s: step.buffers + offset, stride: stride, constants: constants)
    if count >= Workers.threshold, let workers, workers.count > 1 {
      addInParts(block, count, blocks, workers)
    } else {
      for b in 0..<blocks { addBlock(block, b, count, terms) }
    }
    guard plan.addBlocks(index, pass, count, again: false), T.self != Double.self else { return }
    addInDouble(block, count, blocks)
    _ = plan.addBlocks(index, pass, count, again: true)
  }

  /// Computes the blocks of a large tensor, divided among the workers.
  @inlinable @inline(never)
  func addInParts(_ block: TermBlock<Rule, T>, _ count: Int, _ blocks: Int, _ workers: Workers) {
    let part = (blocks &+ workers.count &- 1) / workers.count
    workers.perform(with: block) { worker, block in
      let own = terms + worker &* 4 &* SummingPlan.block
      for b in min(worker &* part, blocks)..<min((worker &+ 1) &* part, blocks) {
        addBlock(block, b, count, own)
      }
    }
  }

  /// Computes the sums of one block.
  @inlinable @inline(__always)
  func addBlock(
    _ block: TermBlock<Rule, T>, _ b: Int, _ count: Int, _ terms: UnsafeMutablePointer<T>
  ) {
    let first = b &* SummingPlan.block
    let length = min(SummingPlan.block, count &- first)
    let sumCount = plan.reductions.count
    block.write(first, length, hasMany: sumCount > 2, terms)
    for j in 0..<sumCount {
      let own = UnsafePointer(terms + j &* SummingPlan.block)
      plan.blocks.pointer[4 &* b &+ j] =
        plan.reductions[j].isMaximum
        ? T.blockMaximum(own, length) : T.blockSum(own, length)
    }
  }

  /// Computes the sums of all blocks with the terms in double precision.
  @inlinable @inline(never)
  func addInDouble(_ block: TermBlock<Rule, T>, _ count: Int, _ blocks: Int) {
    for b in 0..<blocks {
      let first = b &* SummingPlan.block
      let sums = plan.blocks.pointer + 4 &* b
      for j in 0..<plan.reductions.count { sums[j] = plan.reductions[j].start }
      for i in first..<min(first &+ SummingPlan.block, count) {
        let terms = block.termsInDouble(i)
        for j in 0..<plan.reductions.count {
          sums[j] = plan.reductions[j].combine(sums[j], terms[j])
        }
      }
    }
  }

  /// Updates the counters, coordinates and state of one tensor.
  @inlinable @inline(__always)
  func update(_ place: Int) {
    let (index, offset, count) = plan.tensors[place]
    guard step.hasGradient(index) else { return }
    let (constants, counters) = constants(index, count)
    counters.store(to: step.scalars + index &* counterCount, counterCount)
    runTensorCoordinates(
      rule, slotCount, step.parameters + offset, step.gradient + offset, step.buffers + offset,
      count, stride, constants, workers)
  }
}
