/// Work memory that lives as long as its owner, such as the kernel that captured it.
@usableFromInline
final class Scratch<Element: BitwiseCopyable> {
  @usableFromInline let pointer: UnsafeMutablePointer<Element>

  @usableFromInline
  init(_ count: Int, repeating value: Element) {
    pointer = .allocate(capacity: max(1, count))
    pointer.initialize(repeating: value, count: max(1, count))
  }

  deinit { pointer.deallocate() }
}

extension Scratch where Element: AdditiveArithmetic {
  /// Zeros.
  @usableFromInline
  convenience init(_ count: Int) { self.init(count, repeating: .zero) }
}
