/// An optimizer bound to parameters of one layout and scalar type, for callers with a loop of their
/// own.
///
/// ```swift
/// var stepper = try Stepper<Double>(Adam(), .vector(2))
/// stepper.step(&x, gradient: g)
/// ```
/// A value: a copy forks the state.
public struct Stepper<T: KernelScalar> {
  public let layout: Layout
  public let learningRate: Double
  /// The optimizer's state; assign an earlier one to go back.
  public var state: OptimizerState<T>
  private let kernel: OptimizerKernel<T>

  /// - Throws: ``ConfigurationError`` if a hyperparameter is outside its range.
  public init(_ optimizer: any Optimizer, _ layout: Layout, workers: Workers? = nil) throws {
    self.layout = layout
    learningRate = optimizer.learningRate
    kernel = try T.makeKernel(optimizer, layout, workers: workers)
    state = OptimizerState(kernel.stateLayout)
  }

  /// One step.
  /// - Parameters:
  ///   - x: the parameters, updated in place.
  ///   - gradient: the gradient at `x`, left as it is.
  ///   - rate: the learning rate of this step; the optimizer's own unless given.
  ///   - present: for each tensor whether it has a gradient; all have unless given.
  ///   - weight: the number of examples behind the gradient.
  ///   - closesWindow: whether an accumulation window must close with this gradient.
  ///   - oracle: evaluates the objective for rules of the third tier.
  /// - Returns: whether the parameters were updated (an accumulating optimizer waits).
  /// - Precondition: `x` and `gradient` have the layout's length.
  @discardableResult
  @specialized(where T == Float)
  @specialized(where T == Double)
  public mutating func step(
    _ x: inout [T], gradient: [T], rate: Double? = nil, present: [Bool]? = nil, weight: Double = 1,
    closesWindow: Bool = false, oracle: Oracle<T>? = nil
  ) -> Bool {
    precondition(x.count == layout.count, "\(x.count) parameters for a layout of \(layout.count)")
    precondition(
      gradient.count == layout.count, "\(gradient.count) gradient entries for \(layout.count)")
    return x.withUnsafeMutableBufferPointer { x in
      gradient.withUnsafeBufferPointer { gradient in
        step(
          at: x.address, gradient: gradient.address, rate: rate, present: present, weight: weight,
          closesWindow: closesWindow, oracle: oracle)
      }
    }
  }

  /// One step of as many numbers as the layout has, wherever they lie.
  @inline(__always)
  mutating func step(
    at x: UnsafeMutablePointer<T>, gradient: UnsafePointer<T>, rate: Double?, present: [Bool]?,
    weight: Double, closesWindow: Bool, oracle: Oracle<T>? = nil
  ) -> Bool {
    precondition(
      present == nil || present?.count == layout.tensors.count,
      "\(present?.count ?? 0) presence flags for \(layout.tensors.count) tensors")
    precondition(
      state.storage.count == kernel.stateLayout.count
        && state.scalars.count == kernel.stateLayout.scalars.count,
      "a state of \(state.storage.count) entries for \(kernel.stateLayout.count)")
    let (rate, kernel) = (rate ?? learningRate, kernel)
    let oracle = oracle ?? .unavailable()
    return state.storage.withUnsafeMutableBufferPointer { buffers in
      state.scalars.withUnsafeMutableBufferPointer { scalars in
        (present ?? []).withUnsafeBufferPointer { flags in
          kernel.step(
            StepArguments(
              parameters: x, gradient: gradient, buffers: buffers.address,
              scalars: scalars.address, rate: rate, weight: weight, closesWindow: closesWindow,
              present: present == nil ? nil : flags.baseAddress),
            oracle)
        }
      }
    }
  }
}

extension UnsafeMutableBufferPointer {
  /// The base address; a valid dummy for an empty buffer, which nobody reads through.
  @usableFromInline
  var address: UnsafeMutablePointer<Element> {
    baseAddress ?? UnsafeMutablePointer(bitPattern: MemoryLayout<Element>.alignment)!
  }
}

extension UnsafeBufferPointer {
  /// The base address; a valid dummy for an empty buffer, which nobody reads through.
  @usableFromInline
  var address: UnsafePointer<Element> {
    baseAddress ?? UnsafePointer(bitPattern: MemoryLayout<Element>.alignment)!
  }
}
