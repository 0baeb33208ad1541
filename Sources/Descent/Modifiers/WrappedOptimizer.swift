/// An optimizer with something done to each gradient before it.
///
/// A modifier builds the kernel of either precision from one generic function; its own buffers come
/// after those of the optimizer that it wraps, which therefore need not know of it.
protocol OptimizerModifier: Optimizer {
  var base: any Optimizer { get }

  /// What the modifier adds to the specification.
  var setting: (key: String, text: String) { get }

  func wrap<T: KernelScalar>(_ kernel: OptimizerKernel<T>, _ layout: Layout) -> OptimizerKernel<T>
}

extension OptimizerModifier {
  public var learningRate: Double { base.learningRate }

  public var specification: Specification {
    var specification = base.specification
    specification.settings.append(setting)
    return specification
  }

  public func _kernel32(
    _ layout: Layout, _ workers: Workers?
  ) throws -> OptimizerKernel<Float> {
    wrap(try Float.makeKernel(base, layout, workers: workers), layout)
  }

  public func _kernel64(
    _ layout: Layout, _ workers: Workers?
  ) throws -> OptimizerKernel<Double> {
    wrap(try Double.makeKernel(base, layout, workers: workers), layout)
  }

  /// The kernel that hands a changed copy of each gradient on. The caller's gradient is left alone.
  func mappingGradient<T: KernelScalar>(
    _ kernel: OptimizerKernel<T>, _ layout: Layout,
    _ change: @escaping (StepArguments<T>, UnsafeMutablePointer<T>) -> Void
  ) -> OptimizerKernel<T> {
    let scratch = Scratch<T>(layout.count)
    return OptimizerKernel(stateLayout: kernel.stateLayout) { step, oracle in
      change(step, scratch.pointer)
      var inner = step
      inner.gradient = UnsafePointer(scratch.pointer)
      return kernel.step(inner, oracle)
    }
  }
}

/// Work memory that lives as long as whoever holds it, such as the kernel that captured it.
final class Scratch<Element: BitwiseCopyable> {
  let pointer: UnsafeMutablePointer<Element>

  init(_ count: Int, repeating value: Element) {
    pointer = .allocate(capacity: max(1, count))
    pointer.initialize(repeating: value, count: max(1, count))
  }

  deinit { pointer.deallocate() }
}

extension Scratch where Element: AdditiveArithmetic {
  /// Zeros.
  convenience init(_ count: Int) { self.init(count, repeating: .zero) }
}

/// Refuses a modifier's argument outside its range.
func checkModifier(
  _ owner: String, _ key: String, _ value: Double, allowed: Bool, _ range: String
) throws(ConfigurationError) {
  guard allowed else {
    throw .outOfRange(owner: owner, key: key, value: value.hyperparameterText, allowed: range)
  }
}
