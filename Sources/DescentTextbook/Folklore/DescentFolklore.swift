import BowlProblems
import Descent
import DescentAlgebra
import LogisticProblems

extension Folklore {
  static let rangeTest = Folklore(
    11, "The blow-up in a learning rate range test is at 2/L.", results: ["LRF-01"]
  ) { lab in
    let curvatures = [0.01, 0.1, 1, 5]
    let one = try lab.rangeTest([5], points: 400)
    let few = try lab.rangeTest(curvatures, points: 50)
    let more = try lab.rangeTest(curvatures, points: 400)
    let most = try lab.rangeTest(curvatures, points: 4000)
    return Truth(
      "In one dimension only, where the least loss is at \(one, digits: 3) times that. With "
        + "curvatures 0.01, 0.1, 1, 5 it is at \(few, digits: 2) times that (50 points), "
        + "\(more, digits: 2) times (400), or, at \(most, digits: 2) times, the end of the range "
        + "(4000): the top mode is tiny, or 0 by underflow, by the time it turns unstable.",
      zip([50, 400, 4000], [few, more, most]).map { points, ratio in
        Contradiction(
          "rate of the least loss over 2/L, \(points) points", said: 1, .relative(0.3),
          measured: ratio)
      })
  }

  static let maximumMargin = Folklore(
    13, "Gradient descent on separable data points to the maximum margin.", results: ["SEP-01"]
  ) { lab in
    let steps = 200_000
    var (early, last) = ([0.0, 0], [0.0, 0])
    try lab.follow(
      lab.rule(Specification(literal: "sgd"), rate: 0.5), on: SeparablePoints(), from: [-1, 2],
      steps: steps
    ) { step, w, _ in
      if step == steps / 100 { early = w }
      if step == steps { last = w }
      return true
    }
    func degrees(_ w: [Double]) -> Double { .atan2(y: w[1], x: w[0]) * 180 / .pi }
    let (angle, limit) = (degrees(last), degrees(SeparablePoints.direction))
    return Truth(
      "As slowly as 1/ln t: it points to \(angle, digits: 2)° after 200,000 steps, where the limit "
        + "is \(limit, digits: 4)°. What the weights gain per ln t points to "
        + "\(degrees(last.minus(early)), digits: 4)°.",
      [Contradiction("direction in degrees", said: limit, .absolute(2), measured: angle)])
  }

  static let newtonOrder = Folklore(
    14, "Newton's method has a clean order 2 on Rosenbrock's function.", results: ["NEWT-02a"]
  ) { lab in
    let problem = try lab.registry.problem(Specification(literal: "rosenbrock"))
    var x = [-1.2, 1]
    // Errors after each step; after the sixth, they are rounding.
    let errors = try (1...6).map { _ in
      x = try lab.newton(problem, from: x, steps: 1)
      return x.minus([1, 1]).norm
    }
    let late = (3...5).map { errors[$0] / (errors[$0 - 1] * errors[$0 - 1]) }
    let orders = [4, 5].map { k in
      Double.log(errors[k] / errors[k - 1]) / .log(errors[k - 1] / errors[k - 2])
    }
    return Truth(
      "The quotients e₊/e² jump: from (−1.2, 1) the last are \(late[0], digits: 2), "
        + "\(late[1], digits: 2) and \(late[2], digits: 2), and estimates of the order "
        + "\(orders[0], digits: 2) and \(orders[1], digits: 2).",
      orders.map { Contradiction("order", said: 2, .absolute(0.2), measured: $0) })
  }

  static let exactLineSearch = Folklore(
    15, "Exact line search is the best of steepest descent.", results: ["GD-08"]
  ) { lab in
    func mean(_ share: Double) throws -> Double {
      let factors = try Textbook.lineSearchFactors(
        lab, Specification(literal: "sgd"), share: share)
      return .pow(factors.reduce(1, *), 1 / Double(factors.count))
    }
    let (exact, shorter) = (try mean(1), try mean(0.9))
    return Truth(
      "0.9 of the exact step has a mean factor of \(shorter, digits: 3) on f, the exact step one of "
        + "\(exact, digits: 3) (Raydan and Svaiter 2002).",
      [Contradiction("mean factor of 0.9", said: exact, .atLeast(slack: 0), measured: shorter)])
  }

  static let looseConstant = Folklore(
    16, "The PL constant of x² + 3 sin² x is 1/32.", results: ["GD-07a"]
  ) { lab in
    // f'²/(2f) is even; beyond 10 it is near 2.
    let f = Textbook.wavy
    func quotient(_ x: Double) -> Double { f.derivative(x) * f.derivative(x) / (2 * f.value(x)) }
    let grid = (1...1000).map { 0.01 * Double($0) }
    let near = grid.min { quotient($0) < quotient($1) } ?? .nan
    let constant = quotient(lab.minimized(near - 0.01, near + 0.01, quotient))
    return Truth(
      "Valid, but \(32 * constant, digits: 2) times loose: it is \(constant, digits: 4).",
      [Contradiction("least f'²/(2f)", said: 1.0 / 32, .relative(0.01), measured: constant)])
  }

  static let saddleChain = Folklore(
    18, "Gradient descent leaves the chain of saddles of Du et al. in the end.",
    results: ["SAD-05"]
  ) { lab in
    let rule = Specification(literal: "sgd")
    func times(_ saddles: Int) throws -> [Int] {
      try Textbook.passingTimes(lab, rule, isPushed: false, saddles: saddles)
    }
    let passed = (try times(7).count, try times(8).count)
    let six = Double(try times(6).last ?? 0)
    return Truth(
      "Not in floating point: it passes 6 saddles in \(six, digits: 4) steps, but of 7 only "
        + "\(passed.0) and of 8 only \(passed.1). While it waits there the next coordinate underflows to "
        + "0, and it is stuck.",
      [
        Contradiction("saddles passed of 7", said: 7, .exactly, measured: Double(passed.0)),
        Contradiction("saddles passed of 8", said: 8, .exactly, measured: Double(passed.1)),
      ])
  }

  static let muon = Folklore(
    17, "Muon's Newton-Schulz iteration orthogonalises.", results: ["MUON-01", "MUON-02"]
  ) { _ in
    Truth(
      "Roughly: its polynomial is chosen to be fast and does not keep 1 at 1, so that the singular "
        + "values end in a band around 1 and never converge.")
  }
}

extension Laboratory {
  /// The rate with the smallest loss, divided by 2/L, while the rate rises from 1e-4 to 10. Each
  /// rate is paired with the loss before its step, as in range tests.
  fileprivate func rangeTest(_ curvatures: [Double], points: Int) throws -> Double {
    let rates = [Double].geometric(1e-4, 10, points)
    var least = (loss: Double.infinity, rate: Double.nan)
    try follow(
      rule(Specification(literal: "sgd"), rate: 1), on: DiagonalQuadratic(curvatures),
      from: curvatures.map { _ in 1 }, steps: points - 1, rate: { step, _, _ in rates[step - 1] }
    ) { step, _, loss in
      if loss < least.loss { least = (loss, rates[step]) }
      return true
    }
    return least.rate * (curvatures.max() ?? .nan) / 2
  }
}
