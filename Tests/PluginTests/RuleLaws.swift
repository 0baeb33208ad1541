import Descent
import Testing

/// A statement that holds for every rule here, and a broken rule that it must reject.
struct RuleLaw: Sendable, CustomTestStringConvertible {
  let statement: String
  let mutant: any Optimizer
  let holds: @Sendable (any Optimizer) throws -> Bool

  var testDescription: String { statement }

  static let all = [
    splitting, permutation, solitude, scalarTypes, zeroRate, zeroGradient, containment, visibility,
    ownRate, oddness, absence, tensorTime, fork, replay, constancy,
  ]

  static let sizes = [0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 33, 1000, 1023]

  static let splitting = RuleLaw(
    statement: "treats split tensors as one tensor, bit for bit", mutant: PerTensorScaled()
  ) { rule in
    let layout = Layout(sizes.enumerated().map { (name: "t\($0)", shape: [$1]) })
    func holds<T: KernelScalar>(_: T.Type) throws -> Bool {
      let stream = Stream<T>(count: layout.count, steps: 4, seed: 1)
      return same(try stream.points(rule), try stream.points(rule, layout))
    }
    return try holds(Double.self) && holds(Float.self)
  }

  static let permutation = RuleLaw(
    statement: "commutes with a permutation of the coordinates, bit for bit", mutant: Indexed()
  ) { rule in
    func holds<T: KernelScalar>(_: T.Type, _ size: Int) throws -> Bool {
      let stream = Stream<T>(count: size, steps: 3, seed: 2)
      let order = CounterRandom(seed: 3).permutation(size)
      let permuted = try stream.points(rule).map { x in order.map { x[$0] } }
      return same(permuted, try stream.selecting(order).points(rule))
    }
    return try sizes.allSatisfy { try holds(Double.self, $0) && holds(Float.self, $0) }
  }

  static let solitude = RuleLaw(
    statement: "moves each coordinate as if it were alone", mutant: PerTensorScaled()
  ) { rule in
    let stream = Stream<Double>(count: 37, steps: 6, seed: 4)
    let together = try stream.points(rule)
    return try (0..<37).allSatisfy { i in
      same(together.map { [$0[i]] }, try stream.selecting([i]).points(rule))
    }
  }

  static let scalarTypes = RuleLaw(
    statement: "in Float agrees with Double within single precision", mutant: PrecisionDependent()
  ) { rule in
    let exact = Stream<Float>(count: 16, steps: 100, seed: 5)
    let wide = Stream<Double>(
      start: exact.start.map(Double.init), gradients: exact.gradients.map { $0.map(Double.init) })
    let (short, long) = (try exact.points(rule), try wide.points(rule))
    // A hundred steps of a few roundings each, of numbers as large as the largest on the way; the
    // rounding of v − m² is magnified by the root where v is close to m².
    return (0..<16).allSatisfy { i in
      let largest = long.map { abs($0[i]) }.max() ?? 0
      let scale = max(abs(Double(exact.start[i])), largest, 1)
      return zip(short, long).allSatisfy { abs(Double($0[i]) - $1[i]) <= 4e-5 * scale }
    }
  }

  static let zeroRate = RuleLaw(
    statement: "does not move at rate 0", mutant: Restless()
  ) { rule in
    let stream = Stream<Double>(count: 9, steps: 5, seed: 6)
    return try stream.points(rule, rate: 0).allSatisfy { same($0, stream.start) }
  }

  static let zeroGradient = RuleLaw(
    statement: "without decay does not move on zero gradients", mutant: Restless()
  ) { rule in
    let decay = rule.specification["weight_decay"] ?? "0"
    var stream = Stream<Double>(count: 9, steps: 5, seed: 7)
    stream.gradients = stream.gradients.map { $0.map { _ in 0 } }
    return try stream.points(rule).allSatisfy { same($0, stream.start) == (decay == "0") }
  }

  static let containment = RuleLaw(
    statement: "lets a NaN or an infinity in one coordinate touch no other", mutant: Centring()
  ) { rule in
    let stream = Stream<Double>(count: 9, steps: 5, seed: 8)
    let clean = try stream.points(rule)
    return try [Double.nan, .infinity, -.infinity].allSatisfy { poison in
      var poisoned = stream
      poisoned.gradients[2][4] = poison
      return try zip(clean, poisoned.points(rule)).allSatisfy { a, b in
        (0..<9).allSatisfy { $0 == 4 || a[$0] == b[$0] }
      }
    }
  }

  static let visibility = RuleLaw(
    statement: "shows a NaN or an infinite gradient in its own coordinate", mutant: Forgiving()
  ) { rule in
    try [Double.nan, .infinity, -.infinity].allSatisfy { poison in
      var stream = Stream<Double>(count: 9, steps: 5, seed: 9)
      stream.gradients[2][4] = poison
      return try !stream.points(rule)[2][4].isFinite
    }
  }

  static let ownRate = RuleLaw(
    statement: "uses its own rate unless given one", mutant: Misreporting()
  ) { rule in
    let stream = Stream<Double>(count: 5, steps: 5, seed: 10)
    let rate = Double(rule.specification["lr"] ?? "0.1")
    return same(try stream.points(rule), try stream.points(rule, rate: rate))
  }

  static let oddness = RuleLaw(
    statement: "mirrors any set of coordinates when their signs are flipped", mutant: Restless()
  ) { rule in
    func flip(_ x: [Double]) -> [Double] { x.indices.map { $0 % 3 == 0 ? -x[$0] : x[$0] } }
    let stream = Stream<Double>(count: 17, steps: 5, seed: 11)
    let mirror = Stream(start: flip(stream.start), gradients: stream.gradients.map(flip))
    return same(try stream.points(rule).map(flip), try mirror.points(rule))
  }
}
