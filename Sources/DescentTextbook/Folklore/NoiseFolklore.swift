import Descent
import DescentAlgebra

extension Folklore {
  static let decayIsL2 = Folklore(
    5, "L2 regularisation is weight decay for SGD.", results: ["ADAMW-02a"]
  ) { lab in
    let momentum = try Textbook.adamw02a.control.measure(lab)[1]
    return Truth(
      "Without momentum only: with momentum 0.9 the two differ by \(momentum, digits: 2) where "
        + "without it they agree to rounding.",
      [Contradiction("distance with momentum", said: 0, .absolute(1e-12), measured: momentum)])
  }

  static let noiseFloor = Folklore(
    6, "The noise floor is lr σ²/(2λ), and the rate scales with the batch.",
    results: ["SGD-01", "SGD-08c"]
  ) { lab in
    let curvature = 2.0
    let products = [1, 1.8]
    let factors = try products.enumerated().map { index, product in
      let rate = product / curvature
      let floor = try lab.noiseFloor(
        lab.rule(Specification(literal: "sgd"), rate: rate), curvature: curvature,
        radius: abs(1 - product), random: lab.random(0xF01C).split(stream: UInt64(index)))
      return floor / (rate / (2 * curvature))
    }
    let batch = try Textbook.sgd08c.measured(in: lab)[0]
    return Truth(
      "In the limit lr λ → 0 only: off by \(factors[0], digits: 2) at lr λ = 1 and by "
        + "\(factors[1], digits: 2) at 1.8. From lr λ = 0.25 the rate can grow with the batch "
        + "\(batch, digits: 1) times; then it diverges.",
      zip(products, factors).map {
        Contradiction("floor over lr σ²/(2λ), lr λ = \($0)", said: 1, .relative(0.5), measured: $1)
      } + [
        Contradiction(
          "largest batch", said: (2 / 0.25).rounded(.up), .atLeast(slack: 0), measured: batch)
      ])
  }

  static let decayingRate = Folklore(
    7, "The rate c/k gives an error of 1/k.", results: ["SGD-04a"]
  ) { lab in
    // Without noise, to measure how fast the start is forgotten; with noise, it is not faster.
    let (c, steps) = (0.25, 10_000)
    var points: [Double] = []
    try lab.drive(
      lab.rule(Specification(literal: "sgd"), rate: c), from: [1], steps: steps,
      rate: { c / Double($0) }, gradient: { _, x, g in g[0] = x[0] },
      after: { _, x in points.append(x[0]) })
    let times = [Double].geometric(100, Double(steps), 15).map { $0.rounded() }
    let exponent = try logSlope(times, times.map { points[Int($0) - 1] * points[Int($0) - 1] })
    return Truth(
      "Only if 2cλ > 1; otherwise the exponent is −2cλ: \(exponent, digits: 2) at cλ = \(c), so slowly "
        + "is the start forgotten.",
      [Contradiction("exponent", said: -1, .absolute(0.1), measured: exponent)])
  }

  static let initialisation = Folklore(
    12,
    "Xavier's initialisation keeps the variance in deep tanh networks; He's preserves every "
      + "sample.", results: ["INIT-01", "INIT-02", "INIT-04", "INIT-05"]
  ) { lab in
    func squares(_ settings: String, depth: Int, networks: Int) throws -> [Double] {
      try Textbook.signalSquares(lab, settings, depth: depth, width: width, networks: networks)
    }
    let tanh = "init=glorot,activation=tanh"
    let (shallow, deep) = try (
      squares(tanh, depth: 5, networks: 50).mean, squares(tanh, depth: 20, networks: 50).mean
    )
    let he = try squares("init=he", depth: 10, networks: 100).map { $0 / Textbook.inputSquare }
    let logarithms = he.map { Double.log($0) }
    let centred = logarithms.map { $0 - logarithms.mean }
    let variance = centred.dot(centred) / Double(centred.count)
    let formula: Double = 10 * .log(1 + 5 / Double(width))
    let (least, largest) = (he.min() ?? .nan, he.max() ?? .nan)
    return Truth(
      "The first decays as 1/(2l): with \(width) units from \(shallow, digits: 2) after 5 layers to "
        + "\(deep, digits: 2) after 20. The second holds in the mean only: ten layers multiply the "
        + "square by \(least, digits: 1) to \(largest, digits: 2) in a hundred networks, and the "
        + "logarithm's variance is \(variance, digits: 2), which grows as L ln(1 + 5/n) "
        + "(here \(formula, digits: 2)).",
      [
        Contradiction("layer 20 over layer 5", said: 1, .relative(0.1), measured: deep / shallow),
        Contradiction("least factor of ten layers", said: 1, .relative(0.1), measured: least),
        Contradiction("variance of the logarithm", said: 0, .absolute(0.1), measured: variance),
      ])
  }

  private static let width = 32
}

extension [Double] {
  fileprivate var mean: Double { reduce(0, +) / Double(count) }
}
