import Descent
import DescentAlgebra

/// The parts of the previous step that a step of an accelerated method repeats.
public struct Extrapolation: Sendable {
  /// The share of the last move that is repeated.
  public var momentum: Double
  /// The share of the last gradient that is repeated (the optimized gradient method).
  public var echo = 0.0
}

/// The points of an accelerated method, including the start.
public struct AcceleratedPath: Sendable {
  /// x_k, the points in the theorems' bounds.
  public internal(set) var points: [[Double]]
  /// f(x_k).
  public internal(set) var losses: [Double]
  /// y_k, the points at which the gradient of step k + 1 is evaluated.
  public internal(set) var lookAheads: [[Double]] = []
}

extension Laboratory {
  /// Runs heavy ball with a momentum that changes from step to step and gradients at the
  /// look-ahead point: exactly Nesterov's method in the form of Sutskever et al. 2013,
  /// equations 3 and 4.
  ///
  /// With v_k = β_k v_{k−1} + ∇f(y_k) and x_{k+1} = x_k − lr v_k, where y_k = x_k + β_k (x_k − x_{k−1}),
  /// the rule's own velocity holds the last move and x_{k+1} = y_k − lr ∇f(y_k). Each step creates the
  /// rule with its momentum and passes the state on.
  /// - Parameters:
  ///   - rule: one with a setting `momentum`, in heavy ball's form.
  ///   - coefficients: the coefficients of a step, from 1, given whether the last step
  ///     increased the loss.
  func accelerated(
    _ rule: Specification, rate: Double, on problem: any Problem, from start: [Double], steps: Int,
    coefficients: (_ step: Int, _ rose: Bool) -> Extrapolation
  ) throws -> AcceleratedPath {
    let objective = try Double.makeObjective(problem)
    let zero = start.map { _ in 0.0 }
    var (x, previous) = (start, start)
    var (gradient, last) = (zero, zero)
    var path = AcceleratedPath(points: [start], losses: [objective.value(start)])
    var state: OptimizerState<Double>?
    var rose = false
    // One more look-ahead than steps, because some methods end there.
    for step in 1...(steps + 1) {
      let share = coefficients(step, rose)
      var y = x.plus(x.minus(previous).scaled(by: share.momentum))
      if share.echo != 0 { y = y.minus(last.scaled(by: rate * share.echo)) }
      path.lookAheads.append(y)
      guard step <= steps else { break }
      _ = objective.valueAndGradient(y, &gradient)
      let force = share.echo == 0 ? gradient : gradient.plus(last.scaled(by: share.echo))
      last = gradient
      let optimizer = try self.rule(rule.with(("momentum", share.momentum)), rate: rate)
      var stepper = try Stepper<Double>(optimizer, problem.layout)
      if let state { stepper.state.takeOver(state) }
      previous = x
      stepper.step(&x, gradient: force)
      state = stepper.state
      path.points.append(x)
      path.losses.append(objective.value(x))
      rose = path.losses[step] > path.losses[step - 1]
    }
    return path
  }
}

/// The momenta of Nesterov 1983 and of FISTA: β = (t_{k−1} − 1)/t_k with t₁ = 1 and
/// t_{k+1} = (1 + √(1 + 4 t_k²))/2.
struct NesterovMomenta {
  /// Whether the sequence restarts when the loss increases (O'Donoghue and Candès 2015).
  var restarts = false
  private var t = 1.0
  private var momentum = 0.0

  init(restarts: Bool = false) { self.restarts = restarts }

  /// The next step's momentum; 0 for the first.
  mutating func next(rose: Bool) -> Double {
    if rose, restarts { (t, momentum) = (1, 0) }
    let now = momentum
    let following = (1 + Double.sqrt(1 + 4 * t * t)) / 2
    (momentum, t) = ((t - 1) / following, following)
    return now
  }
}

extension Laboratory {
  /// FISTA.
  func fista(
    _ rule: Specification, rate: Double, on problem: any Problem, from start: [Double], steps: Int,
    restarts: Bool = false
  ) throws -> AcceleratedPath {
    var momenta = NesterovMomenta(restarts: restarts)
    return try accelerated(rule, rate: rate, on: problem, from: start, steps: steps) { _, rose in
      Extrapolation(momentum: momenta.next(rose: rose))
    }
  }
}

extension OptimizerState<Double> {
  /// Copies buffers with the same name, because some rules have a buffer only if their momentum is
  /// above 0.
  fileprivate mutating func takeOver(_ other: OptimizerState<Double>) {
    for buffer in layout.buffers {
      guard let values = other[buffer.slot.name] else { continue }
      storage.replaceSubrange(buffer.range, with: values)
    }
    for (index, scalar) in layout.scalars.enumerated() {
      guard let source = other.layout.scalars.firstIndex(where: { $0.name == scalar.name })
      else { continue }
      scalars[index] = other.scalars[source]
    }
  }
}
