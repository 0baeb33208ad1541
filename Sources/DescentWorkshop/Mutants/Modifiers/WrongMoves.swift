import Descent

/// Slow weights with one bug.
protocol WrongLookahead: MoveModifier, ModifierTraitDeclaring {
  var k: Int { get }
  var alpha: Double { get }
  func change<T: KernelScalar>(
    _ slow: UnsafeMutableBufferPointer<T>, _ move: MoveChange<T>, step: Int)
}

extension WrongLookahead {
  var slots: [StateSlot] { ["slow"] }
  var counters: [StateSlot] { ["lookahead_steps"] }

  func change<T: KernelScalar>(_ move: MoveChange<T>) {
    move.state.counters[0] += 1
    change(move.state.slot(0), move, step: Int(move.state.counters[0]))
  }

  var traits: ModifierTraits {
    let (k, alpha) = (k, alpha)
    return ModifierTraits(
      neutral: ["alpha": "1"], units: [:],
      definition: .path { start, moves in
        var slow = start
        return moves.indices.map { step in
          let fast = moves[(step - step % k)...step].reduce(slow) { zip($0, $1).map(+) }
          guard (step + 1) % k == 0 else { return fast }
          slow = zip(slow, fast).map { (1 - alpha) * $0 + alpha * $1 }
          return slow
        }
      })
  }
}

/// Its slow weights are initialized at the first meeting (timm 1.0.31).
struct SeedsLate: WrongLookahead {
  @Hyperparameter("steps", in: 1...) var k = 5
  @Hyperparameter("way", in: 0...1) var alpha = 0.5
  static let card = Card(name: "SeedsLate", summary: "", formula: "", source: "")

  func change<T: KernelScalar>(
    _ slow: UnsafeMutableBufferPointer<T>, _ move: MoveChange<T>, step: Int
  ) {
    guard step % k == 0 else { return }
    for i in slow.indices {
      slow[i] =
        step == k || alpha == 1
        ? move.after[i] : slow[i] + T(alpha) * (move.after[i] - slow[i])
      move.after[i] = slow[i]
    }
  }
}

/// It goes the fraction 1 − α of the way.
struct GoesTheOtherPart: WrongLookahead {
  @Hyperparameter("steps", in: 1...) var k = 5
  @Hyperparameter("way", in: 0...1) var alpha = 0.5
  static let card = Card(name: "GoesTheOtherPart", summary: "", formula: "", source: "")

  func change<T: KernelScalar>(
    _ slow: UnsafeMutableBufferPointer<T>, _ move: MoveChange<T>, step: Int
  ) {
    for i in slow.indices where step == 1 { slow[i] = move.before[i] }
    guard step % k == 0 else { return }
    for i in slow.indices {
      slow[i] = move.after[i] + T(alpha) * (slow[i] - move.after[i])
      move.after[i] = slow[i]
    }
  }
}

/// With α = 1 it still rounds.
struct RoundsTheWholeWay: WrongLookahead {
  @Hyperparameter("steps", in: 1...) var k = 5
  @Hyperparameter("way", in: 0...1) var alpha = 0.5
  static let card = Card(name: "RoundsTheWholeWay", summary: "", formula: "", source: "")

  func change<T: KernelScalar>(
    _ slow: UnsafeMutableBufferPointer<T>, _ move: MoveChange<T>, step: Int
  ) {
    for i in slow.indices where step == 1 { slow[i] = move.before[i] }
    guard step % k == 0 else { return }
    for i in slow.indices {
      slow[i] += T(alpha) * (move.after[i] - slow[i])
      move.after[i] = slow[i]
    }
  }
}

/// It counts its cycle outside the state, where no checkpoint saves it.
struct CountsOutsideState: WrongWrapping {
  @Hyperparameter("steps", in: 1...) var k = 5
  static let card = Card(name: "CountsOutsideState", summary: "", formula: "", source: "")
  var stage: ModifierStage { .move }
  var right: any Modifier { L2() }

  func wrong<T: KernelScalar>(
    _ kernel: OptimizerKernel<T>, _ context: ModifierContext,
    _ wrap: (OptimizerKernel<T>) throws -> OptimizerKernel<T>
  ) -> OptimizerKernel<T> {
    var (wrapped, count) = (kernel, 0)
    wrapped.step = { step, oracle in
      let answer = kernel.step(step, oracle)
      guard answer.hasMoved else { return answer }
      count += 1
      guard count % k == 0 else { return .updated }
      for (tensor, part) in context.layout.tensors.enumerated() where step.hasGradient(tensor) {
        for i in part.range { step.parameters[i] /= 2 }
      }
      return .updated
    }
    return wrapped
  }
}

/// A decoupled decay that also applies to tensors without a gradient.
struct DecaysAllTensors: MoveModifier {
  @Hyperparameter("decay", in: 0...) var weightDecay = 0.0
  static let card = Card(name: "DecaysAllTensors", summary: "", formula: "", source: "")
  var decoupledDecay: Double { weightDecay }

  func change<T: KernelScalar>(_ move: MoveChange<T>) {
    for i in move.after.indices {
      move.after[i] -= T(move.info.rate * weightDecay) * move.before[i]
    }
  }
}
