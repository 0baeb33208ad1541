/// Something around a rule: its own stage before the rule, on its move, or beside it.
///
/// Do not conform to this protocol directly: conform to ``GradientModifier``, ``MoveModifier`` or
/// ``ObserverModifier``. As with rules, the requirements are compiled in the conforming type's module.
public protocol Modifier: Configurable {
  /// Where among the stages it acts.
  var stage: ModifierStage { get }

  /// What it asks of the problem itself.
  var needs: Needs { get }

  /// By how much it multiplies the cost of a step.
  var costFactor: Double { get }

  /// The coefficient λ of a decay `x ← x (1 − ηλ)` that it applies beside the move.
  var decoupledDecay: Double { get }

  /// Which part of x that decay takes off in a step, from the rate and the rate before the schedule:
  /// `ηλ` unless the modifier says otherwise.
  func decoupledDecay(rate: Double, baseRate: Double) -> Double

  /// What of an oracle's answers goes through it: a rule that needs the rest is refused.
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
  /// Collects gradients before anything else sees them. Values and products are means as well.
  case accumulation
  /// On each gradient, before the rule. `ofObjective`: values and products go through it, too, so that
  /// the rule descends on another function; otherwise the gradient alone is changed, and a rule that
  /// needs ``Needs/consistentGradient`` is refused.
  case gradient(ofObjective: Bool)
  /// On the move, after the rule.
  case move
  /// After everything; it changes nothing.
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

  /// The word for the kind.
  public var word: String {
    switch self {
    case .accumulation: "accumulation"
    case .gradient: "gradient"
    case .move: "move"
    case .observer: "observer"
    }
  }
}

/// What a modifier may know of the rule that it is put around.
public struct ModifierContext: Sendable {
  /// The tensors of the parameters.
  public let layout: Layout
  /// What the rule inside needs of an oracle.
  public let needs: Needs
  /// Which part of x the decoupled decays inside take off in a step together.
  public let decoupledDecay: @Sendable (_ rate: Double, _ baseRate: Double) -> Double
  /// The buffers of the rule itself, without those of modifiers: the first of the state.
  public let ruleBuffers: [StateLayout.Buffer]

  /// The surroundings of a stage: the parameters, and what the rule needs and keeps.
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
  /// Appends a modifier's buffer under its name, or `name.2`, … where the name is taken.
  /// - Returns: its offset.
  @usableFromInline
  mutating func appendStageBuffer(_ slot: StateSlot, count: Int) -> Int {
    let offset = self.count
    let taken = Set(buffers.map(\.slot.name))
    appendBuffer(StateSlot(Self.free(slot.name, taken), initial: slot.initial), count: count)
    return offset
  }

  /// Appends a modifier's buffer beside each of a rule's. - Returns: the new ones.
  @usableFromInline
  mutating func append(beside others: [Buffer]) -> [Buffer] {
    others.map { other in
      let slot = StateSlot("slow_" + other.slot.name, initial: other.slot.initial)
      _ = appendStageBuffer(slot, count: other.count)
      return buffers[buffers.count - 1]
    }
  }

  /// Appends a modifier's scalar likewise. - Returns: its index.
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
