/// One part of a ``Grouped`` optimizer: its kernel, its tensors, and the memory to gather them.
final class GroupStep<T: KernelScalar> {
  let kernel: OptimizerKernel<T>
  private let rule: any Optimizer
  /// The part's tensors in the whole layout, and in their own layout.
  private let tensors: [Layout.Tensor]
  private let indices: [Int]
  private let own: Layout
  /// The offset of the part, if its tensors are contiguous; nil if they must be gathered.
  private let start: Int?
  private let firstBuffer: Int
  private let firstScalar: Int
  private let whole: Int
  private let x: Scratch<T>
  private let g: Scratch<T>
  private let present: Scratch<Bool>
  /// Whether the part's rule evaluates the objective.
  let asks: Bool
  /// The point at which the part's rule evaluates: all parameters before the step, with the part's
  /// own replaced; and the gradient there.
  private let point: Scratch<T>
  private let gradient: Scratch<T>
  private var base: Oracle<T>?
  private var mapped: Oracle<T>?

  /// Appends the part's state to the layout, under names prefixed with the selector.
  init(
    _ part: Grouped.Part, _ indices: [Int], _ layout: Layout, _ workers: Workers?, isOnly: Bool,
    _ state: inout StateLayout
  ) throws {
    rule = part.rule
    self.indices = indices
    let tensors = indices.map { layout.tensors[$0] }
    self.tensors = tensors
    let own = Layout(
      tensors.map { (name: $0.name, shape: $0.shape) },
      roles: Dictionary(tensors.map { ($0.name, $0.role) }) { first, _ in first })
    self.own = own
    kernel = try T.makeKernel(part.rule, own, workers: workers)
    whole = layout.count
    let isContiguous = zip(tensors, own.tensors).allSatisfy {
      $0.offset - $1.offset == (tensors.first?.offset ?? 0)
    }
    start = isContiguous ? tensors.first?.offset ?? 0 : nil
    asks = !part.rule.needs.isDisjoint(with: Needs.ofProblem.union([.evaluation]))
    x = Scratch(isContiguous ? 0 : own.count)
    g = Scratch(isContiguous ? 0 : own.count)
    present = Scratch(max(1, indices.count), repeating: true)
    point = Scratch(asks ? whole : 0)
    gradient = Scratch(asks ? whole : 0)
    firstBuffer = state.count
    firstScalar = state.scalars.count
    func named(_ slot: StateSlot) -> StateSlot {
      isOnly ? slot : StateSlot("\(part.selector).\(slot.name)", initial: slot.initial)
    }
    for buffer in kernel.stateLayout.buffers {
      state.appendBuffer(named(buffer.slot), count: buffer.count)
    }
    for scalar in kernel.stateLayout.scalars { state.appendScalar(named(scalar)) }
  }

  /// Takes the part's step within a step of the whole optimizer.
  /// - Parameter before: all parameters before the step, if the part sees the objective as a function
  ///   of its own parameters; nil if it is the only part.
  func take(_ step: StepArguments<T>, _ oracle: Oracle<T>, before: Scratch<T>? = nil) -> StepAnswer
  {
    var inner = step
    inner.rate = rule.learningRate * step.rate
    inner.baseRate = rule.learningRate * step.baseRate
    inner.buffers = step.buffers + firstBuffer
    inner.scalars = step.scalars + firstScalar
    if let flags = step.present {
      for (own, index) in indices.enumerated() { present.pointer[own] = flags[index] }
      inner.present = UnsafePointer(present.pointer)
    }
    if let start {
      inner.parameters = step.parameters + start
      inner.gradient = step.gradient + start
    } else {
      gather(step.parameters, x.pointer)
      gather(step.gradient, g.pointer)
      inner.parameters = x.pointer
      inner.gradient = UnsafePointer(g.pointer)
    }
    guard asks, let before else {
      let answer = kernel.step(inner, oracle)
      if start == nil, answer.hasMoved { scatter(x.pointer, step.parameters) }
      return answer
    }
    point.pointer.update(from: before.pointer, count: whole)
    let answer = kernel.step(inner, self.oracle(oracle))
    if start == nil, answer.hasMoved { scatter(x.pointer, step.parameters) }
    return answer
  }

  func writeEvaluationPoint(
    _ x: UnsafePointer<T>, _ buffers: UnsafePointer<T>, _ scalars: UnsafePointer<Double>,
    _ result: UnsafeMutablePointer<T>
  ) {
    guard let evaluation = kernel.evaluationPoint else { return }
    let (from, to) = (Scratch<T>(own.count), Scratch<T>(own.count))
    gather(x, from.pointer)
    evaluation.write(from.pointer, buffers + firstBuffer, scalars + firstScalar, to.pointer)
    scatter(to.pointer, result)
  }

  private func gather(_ from: UnsafePointer<T>, _ to: UnsafeMutablePointer<T>) {
    for (tensor, mine) in zip(tensors, own.tensors) {
      (to + mine.offset).update(from: from + tensor.offset, count: tensor.count)
    }
  }

  private func scatter(_ from: UnsafePointer<T>, _ to: UnsafeMutablePointer<T>) {
    for (tensor, mine) in zip(tensors, own.tensors) {
      (to + tensor.offset).update(from: from + mine.offset, count: tensor.count)
    }
  }

  /// The objective as a function of the part's parameters; rebuilt only if the caller's oracle is
  /// a different object.
  private func oracle(_ oracle: Oracle<T>) -> Oracle<T> {
    if let mapped, base === oracle { return mapped }
    base = oracle
    var functions = Oracle<T>.Functions { [unowned self] part, result in
      scatter(part, point.pointer)
      let value = oracle.valueAndGradient(at: point.pointer, into: gradient.pointer)
      gather(gradient.pointer, result)
      return value
    }
    functions.value = { [unowned self] part in
      scatter(part, point.pointer)
      return oracle.value(at: point.pointer, scratch: gradient.pointer)
    }
    // An accumulation window evaluates each micro-batch by its example indices.
    if oracle.functions.evaluateIndices != nil {
      functions.evaluateIndices = { [unowned self] part, result, indices, draw in
        scatter(part, point.pointer)
        let value = oracle.valueAndGradient(
          at: point.pointer, examples: indices, draw: draw, into: gradient.pointer)
        gather(gradient.pointer, result)
        return value
      }
    }
    if oracle.offers.contains(.hessianProduct) {
      let (vector, product) = (Scratch<T>(whole), Scratch<T>(whole))
      functions.hessianProduct = { [unowned self] part, direction, result in
        scatter(part, point.pointer)
        vector.pointer.update(repeating: 0, count: whole)
        scatter(direction, vector.pointer)
        oracle.hessianProduct(at: point.pointer, times: vector.pointer, into: product.pointer)
        gather(product.pointer, result)
      }
      if oracle.functions.productOverIndices != nil {
        functions.productOverIndices = { [unowned self] part, direction, result, indices, draw in
          scatter(part, point.pointer)
          vector.pointer.update(repeating: 0, count: whole)
          scatter(direction, vector.pointer)
          oracle.hessianProduct(
            at: point.pointer, times: vector.pointer, examples: indices, draw: draw,
            into: product.pointer)
          gather(product.pointer, result)
        }
      }
    }
    functions.likelihood = oracle.functions.likelihood.map { likelihood in
      Likelihood { [unowned self] part, result, indices, labels in
        scatter(part, point.pointer)
        let count = likelihood.gradient(point.pointer, gradient.pointer, indices, labels)
        gather(gradient.pointer, result)
        return count
      }
    }
    if oracle.offers.contains(.examples) {
      functions.evaluateExamples = { [unowned self] part, result, selection in
        scatter(part, point.pointer)
        let value = oracle.valueAndGradient(
          at: point.pointer, over: selection, into: gradient.pointer)
        gather(gradient.pointer, result)
        return value
      }
    }
    functions.exampleCount = oracle.exampleCount
    functions.batch = { oracle.batch }
    functions.draw = { oracle.draw }
    let new = Oracle(functions)
    mapped = new
    return new
  }
}
