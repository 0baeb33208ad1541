import Descent
import Synchronization

/// Gradient descent with a bug outside its formula, the host of the plumbing mutants.
protocol PlumbingHost: GradientOptimizer {}

extension PlumbingHost {
  static var card: Card { Card(name: "\(Self.self)", summary: "wrong", formula: "", source: "") }
  func stateLayout(for layout: Layout) -> StateLayout { StateLayout() }

  /// A state with buffers of the length of the parameters and scalars for all tensors together.
  func state(_ layout: Layout, buffers: [String] = [], scalars: [StateSlot] = []) -> StateLayout {
    var state = StateLayout()
    for name in buffers { state.appendBuffer(StateSlot(name), count: layout.count) }
    for slot in scalars { state.appendScalar(slot) }
    return state
  }

  /// A state with one scalar for each tensor.
  func state(_ layout: Layout, perTensor name: String, buffers: [String] = []) -> StateLayout {
    let names = layout.tensors.map { "\(name)[\($0.name)]" }
    return state(layout, buffers: buffers, scalars: names.map { StateSlot($0) })
  }
}

extension StepArguments {
  /// The tensors that have a gradient.
  func active(_ layout: Layout) -> [(index: Int, range: Range<Int>)] {
    layout.tensors.enumerated().compactMap { index, tensor in
      present.map { $0[index] } ?? true ? (index, tensor.range) : nil
    }
  }

  /// x ← x − rate · factor · move.
  func descend(_ layout: Layout, factor: Double = 1, _ move: (Int) -> T) {
    for (_, range) in active(layout) {
      for i in range { parameters[i] -= T(rate * factor) * move(i) }
    }
  }
}

/// Memory outside the state.
final class HiddenMemory: Sendable {
  let numbers = Mutex<[Double]>([])
}
