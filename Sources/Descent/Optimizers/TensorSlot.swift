/// One named buffer of one tensor of a ``GradientOptimizer``, with the value that it starts from.
public struct TensorSlot: Sendable, Hashable, ExpressibleByStringLiteral {
  /// The name in checkpoints.
  public let name: String
  /// The number of entries; nil for one a coordinate.
  public let count: Int?
  /// What every entry begins with.
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

/// Where the state of each tensor of a ``GradientOptimizer`` lies.
///
/// A buffer that every tensor has with one entry a coordinate, and with the same start, is one buffer
/// as long as the parameters, called by its slot's name: it can be rearranged with the tensors. Any
/// other is a buffer a tensor, `name[tensor]`, or plainly `name` if there is one tensor only. Counters
/// are named in the same way.
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

/// Where one tensor and its state lie.
@usableFromInline
struct TensorPlace {
  @usableFromInline let index: Int
  @usableFromInline let tensor: Layout.Tensor
  @usableFromInline let buffers: [(name: String, offset: Int, count: Int)]
  @usableFromInline let firstScalar: Int
  @usableFromInline let scalarCount: Int
}
