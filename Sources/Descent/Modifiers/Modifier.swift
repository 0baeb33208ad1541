/// A stage around a rule: it changes the gradients before the rule, changes the rule's moves,
/// or observes them.
///
/// Do not conform to this protocol directly: conform to ``GradientModifier``, ``MoveModifier`` or
/// ``ObserverModifier``. As with rules, the requirements are compiled in the conforming type's module.
public protocol Modifier: Configurable {
  /// The kind of stage, which determines when it acts.
  var stage: ModifierStage { get }

  /// What the modifier itself needs from the problem.
  var needs: Needs { get }

  /// The factor by which it multiplies the cost of a step.
  var costFactor: Double { get }

  /// The coefficient λ of a decay `x ← x (1 − ηλ)` that it applies beside the move.
  var decoupledDecay: Double { get }

  /// The share of x that this decay removes in a step, given the rate and the rate before the
  /// schedule: `ηλ` by default.
  func decoupledDecay(rate: Double, baseRate: Double) -> Double

  /// The oracle functions that the modifier passes on; a rule that needs others is rejected.
  var mappedNeeds: Needs { get }

  func _wrap32(_ kernel: OptimizerKernel<Float>, _ context: ModifierContext) throws
    -> OptimizerKernel<Float>
  func _wrap64(_ kernel: OptimizerKernel<Double>, _ context: ModifierContext) throws
    -> OptimizerKernel<Double>
}

extension Modifier {
  public var needs: Needs { [] }
  public var costFactor: Double { 1 }
  public var decoupledDecay: Double { 0 }
  public func decoupledDecay(rate: Double, baseRate: Double) -> Double { rate * decoupledDecay }
  public var mappedNeeds: Needs { Needs.ofProblem.union([.evaluation]) }
}

/// Where a modifier acts, and what it does to the function that the rule sees.
public enum ModifierStage: Sendable, Hashable {
  /// Averages gradients before any other stage sees them, and values and products as well.
  case accumulation
  /// Acts on each gradient, before the rule. With `ofObjective`, values and products are changed too,
  /// so that the rule minimizes another function. Otherwise only the gradient is changed, and a rule
  /// that needs ``Needs/consistentGradient`` is rejected.
  case gradient(ofObjective: Bool)
  /// Acts on the move, after the rule.
  case move
  /// Acts after all others and changes nothing.
  case observer

  /// The order in which kinds of stages act.
  public var rank: Int {
    switch self {
    case .accumulation: 0
    case .gradient: 1
    case .move: 2
    case .observer: 3
    }
  }

  /// The name of the kind.
  public var word: String {
    switch self {
    case .accumulation: "accumulation"
    case .gradient: "gradient"
    case .move: "move"
    case .observer: "observer"
    }
  }
}

/// The information that a modifier gets about the rule it is applied to.
public struct ModifierContext: Sendable {
  /// The tensors of the parameters.
  public let layout: Layout
  /// What the rule inside needs of an oracle.
  public let needs: Needs
  /// The share of x that all inner decoupled decays together remove in a step.
  public let decoupledDecay: @Sendable (_ rate: Double, _ baseRate: Double) -> Double
  /// The buffers of the rule itself, without the modifiers' buffers, which follow them in the
  /// state.
  public let ruleBuffers: [StateLayout.Buffer]

  /// Creates the context of a stage.
  public init(
    layout: Layout, needs: Needs, ruleBuffers: [StateLayout.Buffer],
    decoupledDecay: @escaping @Sendable (_ rate: Double, _ baseRate: Double) -> Double
  ) {
    self.layout = layout
    self.needs = needs
    self.decoupledDecay = decoupledDecay
    self.ruleBuffers = ruleBuffers
  }
}

extension StateLayout {
  /// Appends a modifier's buffer under its name, or `name.2`, … if the name is already in use.
  /// - Returns: its offset.
  @usableFromInline
  mutating func appendStageBuffer(_ slot: StateSlot, count: Int) -> Int {
    let offset = self.count
    let taken = Set(buffers.map(\.slot.name))
    appendBuffer(StateSlot(Self.free(slot.name, taken), initial: slot.initial), count: count)
    return offset
  }

  /// Appends one modifier buffer for each of a rule's buffers. - Returns: the new buffers.
  @usableFromInline
  mutating func append(beside others: [Buffer]) -> [Buffer] {
    others.map { other in
      let slot = StateSlot("slow_" + other.slot.name, initial: other.slot.initial)
      _ = appendStageBuffer(slot, count: other.count)
      return buffers[buffers.count - 1]
    }
  }

  /// Appends a modifier's scalar, renamed in the same way. - Returns: its index.
  @usableFromInline @discardableResult
  mutating func appendStageScalar(_ slot: StateSlot) -> Int {
    let index = scalars.count
    let taken = Set(scalars.map(\.name))
    appendScalar(StateSlot(Self.free(slot.name, taken), initial: slot.initial))
    return index
  }

  private static func free(_ name: String, _ taken: Set<String>) -> String {
    guard taken.contains(name) else { return name }
    return (2...).lazy.map { "\(name).\($0)" }.first { !taken.contains($0) } ?? name
  }
}
