/// An optimizer bound to parameters of one layout and scalar type, for callers that write their own
/// loop.
///
/// ```swift
/// var stepper = try Stepper<Double>(Adam(), .vector(2))
/// stepper.step(&x, gradient: g)
/// ```
/// It is a value type: a copy has an independent copy of the state.
public struct Stepper<T: KernelScalar> {
  /// The tensors of the parameters.
  public let layout: Layout
  /// The optimizer's own learning rate, before any schedule.
  public let learningRate: Double
  /// The optimizer's state; assign an earlier one to go back.
  public var state: OptimizerState<T>
  /// The seed of a rule that draws random numbers.
  public var seed: UInt64 = 0
  /// The total number of updates, for rules that need it.
  public var horizon: Int?
  private let kernel: OptimizerKernel<T>
  private let memory: ReportMemory<T>
  private let noOracle = Oracle<T>.unavailable()

  /// - Throws: ``ConfigurationError`` if a hyperparameter is outside its range.
  public init(_ optimizer: any Optimizer, _ layout: Layout, workers: Workers? = nil) throws {
    self.layout = layout
    learningRate = optimizer.learningRate
    kernel = try T.makeKernel(optimizer, layout, workers: workers)
    state = OptimizerState(kernel.stateLayout)
    memory = ReportMemory(layout.count)
  }

  /// The details of the last answer that has any: reason, message or value.
  public var report: StepReport<T> { memory.pointer.pointee }

  /// Whether the evaluation point differs from the stepped point.
  public var hasEvaluationPoint: Bool { kernel.evaluationPoint != nil }

  /// The evaluation point: `x`, unless the optimizer provides another.
  /// - Precondition: `x` has the layout's length.
  public func evaluationPoint(_ x: [T]) -> [T] {
    precondition(x.count == layout.count, "\(x.count) parameters for a layout of \(layout.count)")
    guard let point = kernel.evaluationPoint else { return x }
    return [T](unsafeUninitializedCapacity: x.count) { result, count in
      x.withUnsafeBufferPointer { x in
        state.storage.withUnsafeBufferPointer { buffers in
          state.scalars.withUnsafeBufferPointer { scalars in
            point.write(x.address, buffers.address, scalars.address, result.address)
          }
        }
      }
      count = x.count
    }
  }

  /// Takes one step.
  /// - Parameters:
  ///   - x: the parameters, updated in place.
  ///   - gradient: the gradient at `x`.
  ///   - rate: the learning rate of this step; by default, the optimizer's own.
  ///   - present: for each tensor, whether it has a gradient; by default, all have.
  ///   - weight: the number of examples behind the gradient.
  ///   - closesWindow: whether an accumulation window must close with this gradient.
  ///   - value: the objective at `x`, for rules that need it.
  ///   - oracle: evaluates the objective, for rules that need evaluations.
  /// - Returns: the outcome of the step (``StepAnswer/waiting`` while an accumulation window is
  ///   open); ``report`` has the details.
  /// - Precondition: `x` and `gradient` have the layout's length.
  @discardableResult
  @specialized(where T == Float)
  @specialized(where T == Double)
  public mutating func step(
    _ x: inout [T], gradient: [T], rate: Double? = nil, present: [Bool]? = nil, weight: Double = 1,
    closesWindow: Bool = false, value: Double = .nan, oracle: Oracle<T>? = nil
  ) -> StepAnswer {
    precondition(x.count == layout.count, "\(x.count) parameters for a layout of \(layout.count)")
    precondition(
      gradient.count == layout.count, "\(gradient.count) gradient entries for \(layout.count)")
    return x.withUnsafeMutableBufferPointer { x in
      gradient.withUnsafeBufferPointer { gradient in
        step(
          at: x.address, gradient: gradient.address, rate: rate, present: present, weight: weight,
          closesWindow: closesWindow, value: value, oracle: oracle)
      }
    }
  }

  /// Takes one step on parameters in memory that the caller owns.
  @inline(__always)
  mutating func step(
    at x: UnsafeMutablePointer<T>, gradient: UnsafePointer<T>, rate: Double?, present: [Bool]?,
    weight: Double, closesWindow: Bool, value: Double = .nan, oracle: Oracle<T>? = nil
  ) -> StepAnswer {
    precondition(
      present == nil || present?.count == layout.tensors.count,
      "\(present?.count ?? 0) presence flags for \(layout.tensors.count) tensors")
    precondition(
      state.storage.count == kernel.stateLayout.count
        && state.scalars.count == kernel.stateLayout.scalars.count,
      "a state of \(state.storage.count) entries for \(kernel.stateLayout.count)")
    let (rate, kernel) = (rate ?? learningRate, kernel)
    let oracle = oracle ?? noOracle
    return state.storage.withUnsafeMutableBufferPointer { buffers in
      state.scalars.withUnsafeMutableBufferPointer { scalars in
        (present ?? []).withUnsafeBufferPointer { flags in
          kernel.step(
            StepArguments(
              parameters: x, gradient: gradient, buffers: buffers.address,
              scalars: scalars.address, rate: rate, weight: weight, closesWindow: closesWindow,
              present: present == nil ? nil : flags.baseAddress, value: value, seed: seed,
              baseRate: learningRate, horizon: horizon, report: memory.pointer),
            oracle)
        }
      }
    }
  }
}

extension UnsafeMutableBufferPointer {
  /// The base address, or for an empty buffer a valid dummy that is never dereferenced.
  @usableFromInline
  var address: UnsafeMutablePointer<Element> {
    baseAddress ?? UnsafeMutablePointer(bitPattern: MemoryLayout<Element>.alignment)!
  }
}

extension UnsafeBufferPointer {
  /// The base address, or for an empty buffer a valid dummy that is never dereferenced.
  @usableFromInline
  var address: UnsafePointer<Element> {
    baseAddress ?? UnsafePointer(bitPattern: MemoryLayout<Element>.alignment)!
  }
}
