/// A value behind a reference. A closure copies a captured value to the stack at each call. A problem
/// or a rule with its settings has some hundred bytes, of which an evaluation or a step reads only a
/// few.
@usableFromInline
final class Held<Value> {
  @usableFromInline let value: Value

  @inlinable
  init(_ value: Value) { self.value = value }
}
