/// The oracle inside a gradient modifier: passes calls to the outer oracle and changes each
/// result.
@usableFromInline
final class GradientMapping<Stage: GradientModifier, T: KernelScalar> {
  @usableFromInline let stage: Stage
  @usableFromInline let layout: Layout
  @usableFromInline let places: StagePlaces
  @usableFromInline let scratch: Scratch<T>
  @usableFromInline var step: StepArguments<T>?
  @usableFromInline var base: Oracle<T>?
  @usableFromInline var mapped: Oracle<T>?

  @inlinable
  init(_ stage: Stage, _ layout: Layout, _ places: StagePlaces) {
    self.stage = stage
    self.layout = layout
    self.places = places
    scratch = Scratch<T>(max(1, stage.scratchVectors * layout.count))
  }

  /// The mapped oracle for one step; rebuilt only if the caller's oracle is a different object.
  @inlinable
  func oracle(_ oracle: Oracle<T>, _ step: StepArguments<T>) -> Oracle<T> {
    self.step = step
    if let mapped, base === oracle { return mapped }
    base = oracle
    let new = map(oracle)
    mapped = new
    return new
  }

  @inlinable
  func map(_ oracle: Oracle<T>) -> Oracle<T> {
    let n = layout.count
    var functions = Oracle<T>.Functions { [unowned self] point, gradient in
      self.change(oracle.valueAndGradient(at: point, into: gradient), point, gradient, oracle)
    }
    if oracle.functions.value != nil {
      let scratch = Scratch<T>(n)
      let stage = stage
      functions.value = { point in
        let value = oracle.value(at: point, scratch: scratch.pointer)
        guard stage.changesObjective else { return value }
        return T(stage.value(Double(value), at: UnsafeBufferPointer(start: point, count: n)))
      }
    }
    if oracle.offers.contains(.hessianProduct) {
      let stage = stage
      functions.hessianProduct = { point, vector, product in
        oracle.hessianProduct(at: point, times: vector, into: product)
        guard stage.changesObjective else { return }
        stage.product(
          UnsafeMutableBufferPointer(start: product, count: n),
          times: UnsafeBufferPointer(start: vector, count: n),
          at: UnsafeBufferPointer(start: point, count: n))
      }
    }
    if oracle.offers.contains(.examples) {
      functions.evaluateExamples = { [unowned self] point, gradient, selection in
        self.change(
          oracle.valueAndGradient(at: point, over: selection, into: gradient), point, gradient,
          oracle)
      }
    }
    if oracle.functions.evaluateIndices != nil {
      functions.evaluateIndices = { [unowned self] point, gradient, indices, draw in
        self.change(
          oracle.valueAndGradient(at: point, examples: indices, draw: draw, into: gradient), point,
          gradient, oracle)
      }
    }
    if oracle.functions.productOverIndices != nil {
      let stage = stage
      functions.productOverIndices = { point, vector, product, indices, draw in
        oracle.hessianProduct(
          at: point, times: vector, examples: indices, draw: draw, into: product)
        guard stage.changesObjective else { return }
        stage.product(
          UnsafeMutableBufferPointer(start: product, count: n),
          times: UnsafeBufferPointer(start: vector, count: n),
          at: UnsafeBufferPointer(start: point, count: n))
      }
    }
    // Neither a change of gradients alone nor a penalty is part of the likelihood.
    functions.likelihood = oracle.functions.likelihood
    functions.exampleCount = oracle.exampleCount
    functions.batch = { oracle.batch }
    functions.draw = { oracle.draw }
    return Oracle(functions)
  }

  /// Changes an answer's gradient in place and returns its value.
  @inlinable
  func change(
    _ value: T, _ point: UnsafePointer<T>, _ gradient: UnsafeMutablePointer<T>, _ oracle: Oracle<T>
  ) -> T {
    guard let step else { return value }
    let n = layout.count
    if let present = step.present {
      for (tensor, part) in layout.tensors.enumerated() where !present[tensor] {
        for i in part.range { gradient[i] = 0 }
      }
    }
    let point = UnsafeBufferPointer(start: point, count: n)
    stage.change(
      GradientChange(
        gradient: UnsafeMutableBufferPointer(start: gradient, count: n), point: point,
        layout: layout, info: StepInfo(step), state: StageState(step, places), isAnswer: true,
        oracle: oracle, present: step.present, scratch: scratch.pointer))
    return stage.changesObjective ? T(stage.value(Double(value), at: point)) : value
  }
}
