import Descent
import DescentRules

/// Limited-memory BFGS: Newton's direction with a Hessian that is approximated from the last
/// moves and the changes of the gradient.
///
/// - Follows: Liu and Nocedal, "On the limited memory BFGS method for large scale optimization",
///   Mathematical Programming 45, 1989; Nocedal and Wright, Algorithms 7.4, 7.5; PyTorch's `LBFGS` with
///   one iteration per step, for the first trial and the search `strong_wolfe`.
/// - Deviations: a pair is kept if its curvature is positive relative to its size (`relative`).
///   PyTorch's test `absolute` depends on the scale of values. In a tensor without a gradient, the
///   pair of the step is 0. The rule is for full gradients: both gradients of a pair must use the same
///   examples. With a rate of 0 the step is not taken.
/// - Memory: 2 history_size + 2 vectors. Time per step: O(n · history_size) plus the trials.
/// - See also: ``ConjugateGradients``, which keeps one direction; ``Newton``.
public struct LBFGS: OracleOptimizer {
  /// How the rule finds the step length.
  public enum Search: String, CaseIterable, WordHyperparameter {
    case none
    case strongWolfe = "strong_wolfe"
    case nocedalWright = "nocedal_wright"
  }
  /// The condition for keeping a pair: sᵀy above ulp ‖s‖ ‖y‖, or above 1e-10.
  public enum Curvature: String, CaseIterable, WordHyperparameter {
    case relative, absolute
  }

  @Hyperparameter("step length, or first trial, after the first step", in: 0...)
  public var learningRate = 1.0
  @Hyperparameter("pairs that are kept", in: 1...1_000_000) public var historySize = 100
  @Hyperparameter("how the step length is found") public var lineSearch = Search.strongWolfe
  @Hyperparameter("part c₁ of the expected fall that is enough", in: 0...1) public var c1 = 1e-4
  @Hyperparameter("part c₂ of the slope that may be left", in: 0...1) public var c2 = 0.9
  @Hyperparameter("which pairs are kept") public var curvature = Curvature.relative
  @Hyperparameter("stops where no entry of the gradient is larger", in: 0...)
  public var tolerance = 0.0

  public init() {}

  public static let card = Card(
    name: "lbfgs", summary: "quasi-Newton descent from the last moves",
    formula: """
      xₜ = xₜ₋₁ − tₜ Hₜ gₜ        tₜ by the strong Wolfe conditions, from η; first from η min(1, 1/‖g‖₁)
      Hₜ from γ 1 and the last pairs s = Δx, y = Δg;  γ = sᵀy / yᵀy, H₁ = 1
      """,
    source: "Liu and Nocedal, Mathematical Programming 45, 1989")

  public func validate() throws(ConfigurationError) {
    guard c1 >= c2 else { return }
    throw .inconsistent(owner: "lbfgs", reason: "c1 must be below c2")
  }

  public var needs: Needs {
    lineSearch == .none ? .consistentGradient : [.value, .evaluation, .consistentGradient]
  }
  /// If the line search accepts its first trial, the next step reuses that trial's gradient.
  public var nominalCost: Double { 1 }
  public var scratchVectors: Int { lineSearch == .none ? 3 : 7 }

  public func stateLayout(for layout: Layout) -> StateLayout {
    var state = StateLayout()
    state.appendBuffer("moves", count: historySize * layout.count)
    state.appendBuffer("changes", count: historySize * layout.count)
    state.appendBuffer("inverse_products", count: historySize)
    state.appendBuffer("direction", count: layout.count)
    state.appendBuffer("last_gradient", count: layout.count)
    for name in ["pairs", "next_pair", "gamma", "step_length", "steps"] {
      state.appendScalar(StateSlot(name))
    }
    return state
  }

  public func step<T: KernelScalar>(_ s: OracleStep<T>) -> StepAnswer {
    guard s.hasGradient(above: tolerance) else { return s.stop(.converged) }
    guard s.rate != 0 else { return .updated }
    let (d, isFirst) = (s.scratch(0), s.scalars[4] == 0)
    let memory = PairMemory(capacity: historySize, s)
    let new = isFirst ? nil : newPair(s)
    let gamma = new?.gamma ?? (isFirst ? 1 : s.scalars[2])
    for i in d.indices { d[i] = -s.gradient[i] }
    memory.multiply(d, newest: new?.pair, gamma: gamma)
    for (tensor, part) in s.layout.tensors.enumerated() where !s.hasGradient(tensor) {
      for i in part.range { d[i] = 0 }
    }
    let slope = dot(s.gradient, d)
    guard slope < 0 else { return s.stop(.noDescent) }
    let first = isFirst ? s.firstLength : s.rate
    var found: Trial?
    func descend(by search: some LineSearch) -> Trial? {
      s.descend(along: d, slope: slope, first: first, by: search, scratch: 3)
    }
    switch lineSearch {
    case .none: for part in s.presentParts { for i in part { s.x[i] += T(first) * d[i] } }
    case .strongWolfe: found = descend(by: StrongWolfe(decrease: c1, curvature: c2))
    case .nocedalWright: found = descend(by: NocedalWright(decrease: c1, curvature: c2))
    }
    guard found != nil || lineSearch == .none else { return s.stop(.lineSearchFailed) }
    if let new { memory.append(new.pair) }
    (s.scalars[2], s.scalars[3]) = (gamma, found?.t ?? first)
    s.scalars[4] += 1
    s.buffer(3).copy(d)
    s.buffer(4).copy(s.gradient)
    return found.map { s.accept(value: $0.value) } ?? .updated
  }

  /// The last move and the change of the gradient along it, in work vectors 1 and 2, or nil if the pair
  /// cannot be used.
  private func newPair<T: KernelScalar>(
    _ s: OracleStep<T>
  ) -> (pair: PairMemory<T>.Pair, gamma: Double)? {
    let (move, change) = (s.scratch(1), s.scratch(2))
    let (direction, last) = (s.buffer(3), s.buffer(4))
    let length = T(s.scalars[3])
    var sums = PairSums(repeating: 0)
    for (tensor, part) in s.layout.tensors.enumerated() {
      // The change is unknown if one of the two steps had no gradient.
      guard s.hasGradient(tensor), part.range.contains(where: { direction[$0] != 0 }) else {
        for i in part.range { (move[i], change[i]) = (0, 0) }
        continue
      }
      setPair(part.range, move, change, direction, length, s.gradient, last, adding: &sums)
    }
    let (product, square, moved) = (sums[0], sums[1], sums[2])
    let limit = curvature == .absolute ? 1e-10 : Double.ulpOfOne * (square * moved).squareRoot()
    guard product > limit else { return nil }
    return (PairMemory.Pair(move: move, change: change, inverse: 1 / product), product / square)
  }
}
