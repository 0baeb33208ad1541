/// Sets the gradient, and every vector that the oracle returns, to 0 in tensors without a gradient, so
/// that a rule that evaluates the objective does not move them. Copies nothing if all tensors have a
/// gradient.
@usableFromInline
final class PresentGradient<T: KernelScalar> {
  private let ranges: [Range<Int>]
  private let copy: Scratch<T>
  private var absent: [Range<Int>] = []
  private var base: Oracle<T>?
  private var mapped: Oracle<T>?

  @usableFromInline
  init(_ layout: Layout) {
    ranges = layout.tensors.map(\.range)
    copy = Scratch(layout.count)
  }

  @usableFromInline
  func gradient(_ step: StepArguments<T>) -> UnsafePointer<T> {
    guard let present = step.present else { return step.gradient }
    for (tensor, range) in ranges.enumerated() {
      for i in range { copy.pointer[i] = present[tensor] ? step.gradient[i] : 0 }
    }
    return UnsafePointer(copy.pointer)
  }

  /// The oracle of a step; rebuilt only if the caller's oracle is a different object.
  @usableFromInline
  func oracle(_ oracle: Oracle<T>, _ step: StepArguments<T>) -> Oracle<T> {
    guard let present = step.present else { return oracle }
    absent.removeAll(keepingCapacity: true)
    for (tensor, range) in ranges.enumerated() where !present[tensor] { absent.append(range) }
    guard !absent.isEmpty else { return oracle }
    if let mapped, base === oracle { return mapped }
    base = oracle
    let new = oracle.mapped { [unowned self] vector in
      for range in absent { for i in range { vector[i] = 0 } }
    }
    mapped = new
    return new
  }
}
