import Descent
import DescentRules

/// Rprop: a step size for each coordinate, which grows while its gradient keeps its sign.
///
/// - Follows: Riedmiller and Braun, "A direct adaptive method for faster backpropagation learning: the
///   RPROP algorithm", ICNN 1993; the variants: Igel and Hüsken, "Empirical evaluation of the improved
///   Rprop learning algorithms", Neurocomputing 50, 2003, Algorithms 1 to 4.
/// - Deviations: compares signs instead of multiplying gradients, whose product may underflow. A
///   schedule multiplies the move but not the step size, which starts at the rate without it.
/// - Memory: 2 scalars per coordinate, or 3 and 1 per tensor if moves are taken back. Time: O(n).
/// - See also: `Signum`, whose steps all have the same size.
public struct Rprop: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η, the first step size", in: 0...) public var learningRate = 0.01
  @Hyperparameter("factor η₋ of a step size where the sign changes", in: 0..<1)
  public var etaMinus = 0.5
  @Hyperparameter("factor η₊ of a step size where the sign stays", above: 1)
  public var etaPlus = 1.2
  @Hyperparameter("smallest step size", in: 0...) public var minStep = 1e-6
  @Hyperparameter("largest step size", above: 0) public var maxStep = 50.0
  @Hyperparameter("what happens at a change of sign") public var variant = Variant.irpropMinus

  public init() {}

  public static let card = Card(
    name: "rprop", summary: "resilient backpropagation: step sizes from signs of gradients",
    formula: """
      c = sign(gₜ pₜ₋₁)      Δₜ = Δₜ₋₁ · (η₊ if c > 0, η₋ if c < 0, 1), within min_step … max_step
      xₜ = xₜ₋₁ − (η/η₀) sign(gₜ) Δₜ      pₜ = gₜ      Δ₀ = η₀, the rate before the schedule; p₀ = 0
      where c < 0: irprop_minus has gₜ = 0; rprop_plus has xₜ = xₜ₋₁ − (last move), pₜ = 0
      irprop_plus has xₜ = xₜ₋₁ − (last move) if f(xₜ₋₁) > f(xₜ₋₂), else xₜ = xₜ₋₁; pₜ = 0
      """,
    source: "Riedmiller and Braun, ICNN 1993; Igel and Hüsken, Neurocomputing 50, 2003")

  public func validate() throws(ConfigurationError) {
    if minStep <= maxStep { return }
    throw .inconsistent(owner: "rprop", reason: "min_step must not be above max_step")
  }

  public var slots: [StateSlot] {
    [StateSlot("step_size", initial: learningRate), "previous_gradient"]
      + (keepsMove ? ["last_move"] : [])
  }
  public var counters: [StateSlot] { readsValue ? ["value"] : [] }
  public var needs: Needs { readsValue ? [.value, .consistentGradient] : [] }

  public struct Constants {
    let factor: Double
    let keepsMove: Bool
    /// The bounds of the product of signs below which the last move is taken back, and the gradient counts
    /// as 0 now and at the next step: 0, or −2 for never. As numbers, they leave one loop to vectorise.
    let returnBelow, dropBelow, forgetBelow: Double
  }

  public func constants(_ info: StepInfo, counters: inout Counters) -> Constants {
    let hasRisen = info.value > counters[0]
    if readsValue { counters[0] = info.value }
    return Constants(
      factor: info.baseRate == 0 ? 0 : info.rate / info.baseRate, keepsMove: keepsMove,
      returnBelow: below(readsValue ? hasRisen : keepsMove),
      dropBelow: below(variant == .irpropMinus || readsValue), forgetBelow: below(keepsMove))
  }

  public func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ c: Constants
  ) {
    let turn = sign(gradient) * sign(s[1])
    let (plus, minus) = (T(etaPlus), T(etaMinus))
    let grown = s[0] * (turn > 0 ? plus : turn < 0 ? minus : 1)
    s[0] = min(max(grown, T(minStep)), T(maxStep))
    let g = turn < T(c.dropBelow) ? 0 : gradient
    s[1] = turn < T(c.forgetBelow) ? 0 : g
    var move = -T(c.factor) * sign(g) * s[0]
    if c.keepsMove {
      move = turn < T(c.returnBelow) ? -s[2] : move
      s[2] = move
    }
    x += move
  }
}
