import Descent
import DescentLaws

/// Σ 3xᵢ/(2 + xᵢ₊₁²) + |xᵢ + xᵢ₊₁| + (c·x)² in twenty dimensions, differentiated by a sweep of the tape with
/// one bug.
protocol WrongReverse: FormulaProblem {
  static var slip: Slip { get }
}

/// The bug in a sweep.
struct Slip {
  var node: @Sendable (inout TapeNode<Double>) -> Void = { _ in }
  var accumulates = true
  var clears = true
  /// The offset of the targets of a row.
  var shift = 0
  /// Whether the nodes of the first evaluation are used again.
  var replays = false
}

/// Coefficients that outlive every evaluation.
private let row: [Double] = (0..<20).map { Double($0 % 5) - 1.5 }

extension WrongReverse {
  static var card: Card { Card(name: "\(Self.self)", summary: "", formula: "", source: "") }
  var layout: Layout { .vector(20) }
  func start(seed: UInt64) -> [Double] { (0..<20).map { Double($0) / 8 - 1 } }

  // Every operation on two non-constant numbers is a sum, a quotient or a square.
  func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    var sum = N.zero
    for i in 0..<(x.count - 1) {
      sum += 3 * x[i] / (2 + x[i + 1] * x[i + 1])
      sum += abs(x[i] + x[i + 1])
    }
    let product = row.withUnsafeBufferPointer { N.dot($0.baseAddress!, x) }
    return sum + product * product
  }

  func _objective64() throws -> Objective<Double> {
    let work = SlippedSweep(Self.slip, layout.count)
    return Objective(
      value: { formula(Point($0, count: 20)) },
      valueAndGradient: { x, g in work.differentiate(x, g) { formula($0) } })
  }
}

/// The sweep of a tape, with a slip.
private final class SlippedSweep {
  let slip: Slip
  let point: TracedPoint<Double>
  var adjoints: [Double] = []
  var nodes: [TapeNode<Double>] = []
  var last = 0

  init(_ slip: Slip, _ n: Int) {
    self.slip = slip
    point = TracedPoint(n)
  }

  func differentiate(
    _ x: UnsafePointer<Double>, _ g: UnsafeMutablePointer<Double>,
    _ formula: (Point<Traced<Double>>) -> Traced<Double>
  ) -> Double {
    let result = point.record(at: x, formula)
    let tape = point.tape.pointee
    if nodes.isEmpty || !slip.replays {
      nodes = (0..<Int(tape.next)).map { $0 > point.count ? tape.nodes[$0] : .unused }
      last = Int(result.place)
    }
    if adjoints.count != nodes.count || slip.clears {
      adjoints = [Double](repeating: 0, count: nodes.count)
    }
    adjoints[last] = 1
    for place in stride(from: last, to: point.count, by: -1) {
      let slope = adjoints[place]
      if let row = tape.rows.first(where: { Int($0.place) == place }) {
        for j in 0..<row.count {
          add(row.coefficients[j] * slope, to: row.first + (j + slip.shift) % row.count)
        }
        continue
      }
      var node = nodes[place]
      slip.node(&node)
      add(node.slopeA * slope, to: Int(node.a))
      add(node.slopeB * slope, to: Int(node.b))
    }
    for i in 0..<point.count { g[i] = adjoints[i + 1] }
    return result.value
  }

  private func add(_ term: Double, to place: Int) {
    adjoints[place] = slip.accumulates ? adjoints[place] + term : term
  }
}

extension TapeNode<Double> {
  fileprivate static var unused: TapeNode { TapeNode(a: 0, b: 0, slopeA: 0, slopeB: 0) }
}

struct ForgetsAccumulation: WrongReverse {
  static let slip = Slip(accumulates: false)
}
struct SwapsQuotient: WrongReverse {
  static let slip = Slip(node: {
    if $0.a != 0, $0.b != 0 { ($0.slopeA, $0.slopeB) = ($0.slopeB, $0.slopeA) }
  })
}
struct DifferentiatesConstant: WrongReverse {
  static let slip = Slip(node: { if $0.a == 0 { $0.a = 1 } })
}
struct KeepsAdjoints: WrongReverse {
  static let slip = Slip(clears: false)
}
struct ShiftsRow: WrongReverse {
  static let slip = Slip(shift: 1)
}
struct ReplaysTape: WrongReverse {
  static let slip = Slip(replays: true)
}

/// Its product uses the sum of all vectors so far.
struct KeepsVector: WrongReverse {
  static let slip = Slip()

  func _objective64() throws -> Objective<Double> {
    var objective = try RightQuotients()._objective64()
    let right = objective.hessianProduct
    let seed = Scratchpad(20)
    objective.hessianProduct = { x, v, product in
      for i in 0..<20 { seed.numbers[i] += v[i] }
      right?(x, seed.numbers, product)
    }
    return objective
  }
}

private struct RightQuotients: WrongReverse {
  static let slip = Slip()
  func _objective64() throws -> Objective<Double> { try AnyFormula(self)._objective64() }
}

/// A formula wrapped so that it does not use the protocol's default objective.
private struct AnyFormula: FormulaProblem {
  @Prepared var base: RightQuotients? = nil
  init() {}
  init(_ base: RightQuotients) { self.base = base }
  static let card = RightQuotients.card
  var layout: Layout { .vector(20) }
  func start(seed: UInt64) -> [Double] { RightQuotients().start(seed: seed) }
  func formula<N: FormulaNumber>(_ x: Point<N>) -> N { RightQuotients().formula(x) }
}

private final class Scratchpad {
  var numbers: [Double]
  init(_ n: Int) { numbers = [Double](repeating: 0, count: n) }
}

/// A different function when numbers are recorded on a tape, as with a branch on the number type.
struct AnotherWhenTraced: WrongBowl {
  func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    x[0] * x[0] + (N.self == Traced<Double>.self ? 3 : 2) * x[1] * x[1]
  }
}

extension Mutants {
  static let reverseProblems: [Mutant] = [
    .problem(
      ForgetsAccumulation.self, "tape", "= for +=", killedBy: "prob/reverse"),
    .problem(
      SwapsQuotient.self, "tape", "the slopes of / exchanged", killedBy: "prob/reverse"),
    .problem(
      DifferentiatesConstant.self, "tape", "a constant at a variable's place",
      killedBy: "prob/reverse"),
    .problem(
      KeepsAdjoints.self, "tape", "adjoints that are not cleared", killedBy: "prob/pure"),
    .problem(ShiftsRow.self, "tape", "a row at the next variable", killedBy: "prob/reverse"),
    .problem(
      ReplaysTape.self, "tape", "the first evaluation's branches", killedBy: "prob/reverse"),
    .problem(
      KeepsVector.self, "tape", "the vectors before", killedBy: "prob/hessian_product"),
    .problem(
      AnotherWhenTraced.self, "bowl", "another function when traced", killedBy: "prob/modes"),
  ]
}
