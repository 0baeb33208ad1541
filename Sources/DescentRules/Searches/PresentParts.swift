import Descent

/// The ranges of the coordinates of each tensor that has a gradient. A sequence without closures, because
/// closure contexts would be allocated at every step.
public struct PresentParts<T: KernelScalar>: Sequence, IteratorProtocol {
  @usableFromInline let step: OracleStep<T>
  @usableFromInline var tensor = 0

  @inlinable
  init(_ step: OracleStep<T>) { self.step = step }

  @inlinable
  public mutating func next() -> Range<Int>? {
    let tensors = step.layout.tensors
    while tensor < tensors.count {
      defer { tensor += 1 }
      if step.hasGradient(tensor) { return tensors[tensor].range }
    }
    return nil
  }
}
