import Descent
import DescentRules

/// Nonlinear conjugate gradients: the direction is the negative gradient plus a multiple of the last
/// direction, such that the two directions are conjugate on a quadratic.
///
/// - Follows: Nocedal and Wright, "Numerical Optimization", 2006, Algorithm 5.4 and §5.2: Fletcher and
///   Reeves 1964 (`fr`), Polak and Ribière 1969 with β ≥ 0 (`pr+`), Hestenes and Stiefel 1952 (`hs`), Dai
///   and Yuan 1999 (`dy`). The first trial of a step follows equation 3.60.
/// - Deviations: restarts with −g if the direction does not descend, and every `restart_period` steps
///   if that is not 0. The very first trial is η min(1, 1/‖g‖₁). Later trials do not use η, but with a
///   rate of 0 the step is not taken.
/// - Memory: 2 vectors and 4 scalars. Time per step: O(n) plus the trials.
/// - See also: ``LBFGS``.
public struct ConjugateGradients: OracleOptimizer {
  /// The formula of β.
  public enum Variant: String, CaseIterable, WordHyperparameter {
    case fletcherReeves = "fr"
    case polakRibiere = "pr+"
    case hestenesStiefel = "hs"
    case daiYuan = "dy"
  }
  /// How the rule finds the step length.
  public enum Search: String, CaseIterable, WordHyperparameter {
    case strongWolfe = "strong_wolfe"
    case nocedalWright = "nocedal_wright"
  }

  @Hyperparameter("first trial of the first step", in: 0...) public var learningRate = 1.0
  @Hyperparameter("the formula of β") public var variant = Variant.fletcherReeves
  @Hyperparameter("begins again every so many steps, 0 for never", in: 0...)
  public var restartPeriod = 0
  @Hyperparameter("how the step length is found") public var lineSearch = Search.strongWolfe
  @Hyperparameter("part c₂ of the slope that may be left, c₁ being 1e-4", in: 0.001..<1)
  public var c2 = 0.1

  public init() {}

  public static let card = Card(
    name: "cg", summary: "nonlinear conjugate gradients",
    formula: """
      dₜ = −gₜ + β dₜ₋₁        d₀ = 0;  y = gₜ − gₜ₋₁
      β: fr gₜᵀgₜ / gₜ₋₁ᵀgₜ₋₁   pr+ max(0, gₜᵀy / gₜ₋₁ᵀgₜ₋₁)   hs gₜᵀy / dₜ₋₁ᵀy   dy gₜᵀgₜ / dₜ₋₁ᵀy
      xₜ = xₜ₋₁ + aₜ dₜ        aₜ by the strong Wolfe conditions, from aₜ₋₁ gₜ₋₁ᵀdₜ₋₁ / gₜᵀdₜ
      """,
    source: "Nocedal and Wright, Numerical Optimization, 2006, Algorithm 5.4")

  public var needs: Needs { [.value, .evaluation, .consistentGradient] }
  public var nominalCost: Double { 1 }
  public var scratchVectors: Int { 5 }

  public func stateLayout(for layout: Layout) -> StateLayout {
    var state = StateLayout()
    state.appendBuffer("direction", count: layout.count)
    state.appendBuffer("last_gradient", count: layout.count)
    for name in ["step_length", "slope", "steps"] {
      state.appendScalar(StateSlot(name))
    }
    return state
  }

  public func step<T: KernelScalar>(_ s: OracleStep<T>) -> StepAnswer {
    guard s.hasGradient(above: 0) else { return s.stop(.converged) }
    guard s.rate != 0 else { return .updated }
    let (d, g, last, steps) = (s.scratch(0), s.gradient, s.buffer(0), s.scalars[2])
    let period = Double(restartPeriod)
    let begins =
      steps == 0 || (period > 0 && steps.truncatingRemainder(dividingBy: period) == 0)
    var share = begins ? 0 : conjugacy(s)
    func setDirection() -> Double {
      for i in d.indices { d[i] = 0 }
      for part in s.presentParts { for i in part { d[i] = T(share) * last[i] - g[i] } }
      return dot(g, d)
    }
    var slope = setDirection()
    // This form of the condition also restarts for NaN.
    if !(slope < 0) {
      share = 0
      slope = setDirection()
    }
    guard slope < 0 else { return s.stop(.noDescent) }
    let first = steps == 0 ? s.firstLength : s.scalars[0] * (s.scalars[1] / slope)
    func descend(by search: some LineSearch) -> Trial? {
      s.descend(along: d, slope: slope, first: first, by: search, scratch: 1)
    }
    let found =
      switch lineSearch {
      case .strongWolfe: descend(by: StrongWolfe(curvature: c2))
      case .nocedalWright: descend(by: NocedalWright(curvature: c2))
      }
    guard let found else { return s.stop(.lineSearchFailed) }
    (s.scalars[0], s.scalars[1]) = (found.t, slope)
    s.scalars[2] += 1
    last.copy(d)
    s.buffer(1).copy(g)
    return s.accept(value: found.value)
  }

  /// β, computed from the tensors that have a gradient in this step.
  private func conjugacy<T: KernelScalar>(_ s: OracleStep<T>) -> Double {
    let (d, old) = (s.buffer(0), s.buffer(1))
    var (square, oldSquare, gy, dy) = (0.0, 0.0, 0.0, 0.0)
    for part in s.presentParts {
      for i in part {
        let (g, before) = (Double(s.gradient[i]), Double(old[i]))
        square += g * g
        oldSquare += before * before
        gy += g * (g - before)
        dy += Double(d[i]) * (g - before)
      }
    }
    return switch variant {
    case .fletcherReeves: quotient(square, oldSquare)
    case .polakRibiere: max(0, quotient(gy, oldSquare))
    case .hestenesStiefel: quotient(gy, dy)
    case .daiYuan: quotient(square, dy)
    }
  }
}
