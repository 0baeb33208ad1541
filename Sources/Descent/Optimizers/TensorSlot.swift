/// One named buffer of one tensor of a ``GradientOptimizer``, with its initial value.
public struct TensorSlot: Sendable, Hashable, ExpressibleByStringLiteral {
  /// The name in checkpoints.
  public let name: String
  /// The number of entries; nil for one entry per coordinate.
  public let count: Int?
  /// The initial value of every entry.
  public let initial: Double

  /// - Precondition: `count` is not negative.
  public init(_ name: String, count: Int? = nil, initial: Double = 0) {
    require(count ?? 0 >= 0, "\(name) has \(count ?? 0) entries")
    self.name = name
    self.count = count
    self.initial = initial
  }

  public init(stringLiteral name: String) { self.init(name) }
}

/// The positions of each tensor's state for a ``GradientOptimizer``.
///
/// If every tensor has a slot with one entry per coordinate and the same initial value, the slot is
/// stored as one buffer as long as the parameters, under the slot's name, so that it can be rearranged
/// with the tensors. Any other slot is stored as one buffer per tensor, called `name[tensor]`, or
/// `name` if there is only one tensor. Counters are named in the same way.
@usableFromInline
final class TensorPlan {
  @usableFromInline private(set) var state = StateLayout()
  /// The tensors that have entries.
  @usableFromInline private(set) var places: [TensorPlace] = []

  @usableFromInline
  init<Rule: GradientOptimizer>(_ rule: Rule, _ layout: Layout) {
    let slots = layout.tensors.map { rule.slots(for: $0) }
    var offsets: [[String: Int]] = layout.tensors.map { _ in [:] }
    for slot in slots.first ?? [] where slots.allSatisfy({ $0.contains(slot) }) && slot.count == nil
    {
      for (index, tensor) in layout.tensors.enumerated() {
        offsets[index][slot.name] = state.count + tensor.offset
      }
      state.appendBuffer(StateSlot(slot.name, initial: slot.initial), count: layout.count)
    }
    for (index, tensor) in layout.tensors.enumerated() {
      for slot in slots[index] where offsets[index][slot.name] == nil {
        offsets[index][slot.name] = state.count
        let own = StateSlot(slot.name, initial: slot.initial).of(tensor, in: layout)
        state.appendBuffer(own, count: slot.count ?? tensor.count)
      }
    }
    for (index, tensor) in layout.tensors.enumerated() {
      let counters = rule.counters(for: tensor)
      let buffers = slots[index].map { slot in
        (name: slot.name, offset: offsets[index][slot.name]!, count: slot.count ?? tensor.count)
      }
      if tensor.count > 0 {
        places.append(
          TensorPlace(
            index: index, tensor: tensor, buffers: buffers, firstScalar: state.scalars.count,
            scalarCount: counters.count))
      }
      for counter in counters { state.appendScalar(counter.of(tensor, in: layout)) }
    }
  }
}

/// The positions of one tensor and its state.
@usableFromInline
struct TensorPlace {
  @usableFromInline let index: Int
  @usableFromInline let tensor: Layout.Tensor
  @usableFromInline let buffers: [(name: String, offset: Int, count: Int)]
  @usableFromInline let firstScalar: Int
  @usableFromInline let scalarCount: Int
}
