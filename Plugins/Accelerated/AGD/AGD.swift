import Descent
import DescentRules

/// Nesterov's accelerated gradient descent: it takes gradients at a point that growing momentum
/// puts ahead of the descended point.
///
/// - Follows: Nesterov, "A method for solving the convex programming problem with convergence rate
///   O(1/k²)", 1983; Beck and Teboulle, FISTA, SIAM J. Imaging Sciences 2(1), 2009, equations 4.1 to 4.3;
///   restarts: O'Donoghue and Candès, arXiv:1204.3982, §3.2; constant momentum: Nesterov, "Introductory
///   Lectures on Convex Optimization", 2004, (2.2.11).
/// - Deviations: the parameters are y, the point of the gradients; the evaluated point is x. The state
///   stores their difference, so a tensor that gets its first gradient late starts with x = y.
/// - Memory: 1 vector and 3 scalars. Time per step: O(n). `restart=function` takes one more function
///   value.
/// - See also: ``OGM``, whose bound is half as large; `momentum` with `nesterov`, which has constant
///   momentum.
public struct AGD: OracleOptimizer {
  /// When the momentum restarts: never, when the move points uphill, or when the value rises.
  public enum Restart: String, CaseIterable, WordHyperparameter {
    case none, gradient, function
  }

  @Hyperparameter("learning rate η, 1/L", in: 0...) public var learningRate = 0.01
  @Hyperparameter("condition number κ of a constant momentum, 0 for the growing one", in: 0...)
  public var kappa = 0.0
  @Hyperparameter("where momentum is given up") public var restart = Restart.none

  public init() {}

  public static let card = Card(
    name: "agd", summary: "Nesterov's accelerated gradient descent",
    formula: """
      xₜ = yₜ₋₁ − η ∇f(yₜ₋₁)                  x₀ = y₀
      yₜ = xₜ + μₜ (xₜ − xₜ₋₁)                μₜ = (θₜ₋₁ − 1)/θₜ, or (√κ − 1)/(√κ + 1)
      θₜ = (1 + √(1 + 4 θₜ₋₁²))/2             θ₀ = 1; at a restart μₜ = 0 and θₜ = 1
      """,
    source: "Beck and Teboulle, SIAM J. Imaging Sciences 2(1), 2009")

  public var needs: Needs {
    switch restart {
    case .none: []
    case .gradient: .consistentGradient
    case .function: [.value, .evaluation, .consistentGradient]
    }
  }
  public var nominalCost: Double { restart == .function ? 2 : 1 }
  public var scratchVectors: Int { 2 }
  public var hasEvaluationPoint: Bool { true }

  public func stateLayout(for layout: Layout) -> StateLayout {
    var state = StateLayout()
    state.appendBuffer("lead", count: layout.count)
    if kappa == 0 { state.appendScalar(StateSlot("theta", initial: 1)) }
    if restart == .function { state.appendScalar(StateSlot("last_value", initial: .infinity)) }
    return state
  }

  public func evaluationPoint<T: KernelScalar>(
    _ y: UnsafeBufferPointer<T>, buffers: UnsafeBufferPointer<T>,
    scalars: UnsafeBufferPointer<Double>, into point: UnsafeMutableBufferPointer<T>
  ) { for i in point.indices { point[i] = y[i] - buffers[i] } }

  public func step<T: KernelScalar>(_ s: OracleStep<T>) -> StepAnswer {
    let (lead, rate) = (s.buffer(0), T(s.rate))
    let restarts =
      switch restart {
      case .none: false
      case .gradient: pointsUphill(s)
      case .function: rises(s)
      }
    let momentum = T(restarts ? 0 : self.momentum(s.scalars))
    if restarts, kappa == 0 { s.scalars[0] = 1 }
    for part in s.presentParts {
      for i in part {
        lead[i] = momentum * (lead[i] - rate * s.gradient[i])
        s.x[i] += lead[i] - rate * s.gradient[i]
      }
    }
    return .updated
  }

  private func momentum(_ scalars: UnsafeMutableBufferPointer<Double>) -> Double {
    guard kappa == 0 else { return (kappa.squareRoot() - 1) / (kappa.squareRoot() + 1) }
    let theta = scalars[0]
    scalars[0] = MomentumSequence.next(theta)
    return (theta - 1) / scalars[0]
  }

  /// Whether the move xₜ − xₜ₋₁ points uphill: gᵀ(xₜ − xₜ₋₁) > 0.
  private func pointsUphill<T: KernelScalar>(_ s: OracleStep<T>) -> Bool {
    let lead = s.buffer(0)
    var product = 0.0
    for part in s.presentParts {
      for i in part {
        product += Double(s.gradient[i]) * Double(lead[i] - T(s.rate) * s.gradient[i])
      }
    }
    return product > 0
  }

  /// Whether f(xₜ) > f(xₜ₋₁). At the first step, f(xₜ₋₁) is the step's own value.
  private func rises<T: KernelScalar>(_ s: OracleStep<T>) -> Bool {
    let (x, last) = (s.scratch(0), s.scalars.count - 1)
    for (tensor, part) in s.layout.tensors.enumerated() {
      for i in part.range {
        x[i] = s.x[i] - (s.hasGradient(tensor) ? T(s.rate) * s.gradient[i] : s.buffer(0)[i])
      }
    }
    let value = Double(s.oracle.value(at: x.baseAddress!, scratch: s.scratch(1).baseAddress!))
    let before = s.scalars[last] < .infinity ? s.scalars[last] : s.value
    s.scalars[last] = value
    return value > before
  }
}
