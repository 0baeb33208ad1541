/// A value behind a reference. What a closure captures by value, it copies to the stack at each call: a
/// problem or a rule with its settings is some hundred bytes long, of which an evaluation or a step
/// reads a few.
@usableFromInline
final class Held<Value> {
  @usableFromInline let value: Value

  @inlinable
  init(_ value: Value) { self.value = value }
}
