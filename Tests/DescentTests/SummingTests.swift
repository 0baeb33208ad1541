import Descent
import Testing

/// x ← x − η s g, where s is a sum of the tensor or of all tensors, over the sum of the second pass if
/// there is one. Its terms are the gradient's entries, or their squares.
struct SumScaled: SummingOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 1.0
  @Hyperparameter("add over all tensors") var together = false
  @Hyperparameter("take the largest term") var largest = false
  @Hyperparameter("take squares") var squares = false
  @Hyperparameter("number of passes", in: 1...2) var passCount = 1

  static let card = Card(name: "sum-scaled", summary: "", formula: "", source: "")

  var slots: [StateSlot] { ["last"] }
  var counters: [StateSlot] { ["steps", "sum"] }
  var sums: [Reduction] {
    let scope: Reduction.Scope = together ? .all : .tensor
    return [largest ? .maximum(over: scope) : .sum(over: scope)]
  }
  var passes: Int { passCount }

  /// The second pass adds the terms over the sum of the first.
  func terms<T: KernelScalar>(
    pass: Int, _ x: T, gradient g: T, state s: Slots<T>, _ c: Double
  ) -> Terms<T> {
    let term = squares ? g * g : g
    return [pass == 0 ? term : term / T(c), 0, 0, 0]
  }

  func constants(_ info: StepInfo, counters: inout Counters, sums: Sums) -> Double {
    counters[0] += 1
    counters[1] = sums[0]
    return passCount == 2 && sums[pass: 1, 0] != 0 ? sums[pass: 1, 0] : sums[0]
  }

  func update<T: KernelScalar>(_ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double) {
    x -= T(c) * g
    s[0] = g
  }
}

@Suite("A compensated sum") struct SummingTests {
  static let layout = Layout([
    (name: "b", shape: [2]), (name: "none", shape: [0]), (name: "a", shape: [3]),
  ])

  private func step(
    _ rule: SumScaled, _ g: [Double], present: [Bool]? = nil
  ) throws -> (x: [Double], stepper: Stepper<Double>) {
    var stepper = try Stepper<Double>(rule, Self.layout)
    var x = [Double](repeating: 0, count: 5)
    stepper.step(&x, gradient: g, present: present)
    return (x, stepper)
  }

  @Test("A sum goes over its tensor, or over all") func scopes() throws {
    let g = [1.0, 2, 3, 4, 5]
    #expect(try step(SumScaled(), g).x == [-3, -6, -36, -48, -60])
    #expect(try step(SumScaled { $0.together = true }, g).x == [-15, -30, -45, -60, -75])
    #expect(try step(SumScaled { $0.largest = true }, g).x == [-2, -4, -15, -20, -25])
    let both = try SumScaled {
      $0.largest = true
      $0.together = true
    }
    #expect(try step(both, g).x == [-5, -10, -15, -20, -25])
    // Negative terms: a maximum does not begin at 0.
    #expect(try step(both, g.map { -$0 }).x == [-1, -2, -3, -4, -5])
  }

  @Test("A tensor without a gradient is left out, and keeps its state") func absent() throws {
    let rule = try SumScaled { $0.together = true }
    let (x, stepper) = try step(rule, [1, 2, 3, 4, 5], present: [true, true, false])
    #expect(x == [-3, -6, 0, 0, 0])
    #expect(stepper.state["last"].map(Array.init) == [1, 2, 0, 0, 0])
    // Steps and sum of b, of the empty tensor, of a.
    #expect(stepper.state.scalars == [1, 3, 0, 0, 0, 0])
  }

  @Test("A second pass sees the sums of the first; counters advance once a step") func passes()
    throws
  {
    let (x, stepper) = try step(SumScaled { $0.passCount = 2 }, [1, 2, 3, 4, 5])
    // The terms over their sum add up to 1, to a rounding.
    #expect(zip(x, [-1.0, -2, -3, -4, -5]).allSatisfy { abs($0 - $1) <= 1e-15 })
    #expect(stepper.state.scalars == [1, 3, 0, 0, 1, 12])
  }

  /// The sum of the squares of the gradient, as a step computes it.
  private func sum<T: KernelScalar>(_ g: [T], workers: Workers? = nil) throws -> Double {
    let rule = try SumScaled { $0.squares = true }
    var stepper = try Stepper<T>(rule, .vector(g.count), workers: workers)
    var x = [T](repeating: 0, count: g.count)
    stepper.step(&x, gradient: g, rate: 0)
    return stepper.state.scalars[1]
  }

  @Test(
    "A sum of many terms is as exact as blocks of 1,024 make it",
    arguments: [1, 15, 16, 17, 1023, 1024, 1025, 5000, 200_000])
  func exact(_ count: Int) throws {
    let random = CounterRandom(seed: 3)
    let g = (0..<count).map { Float(random.uniform(UInt64($0)) + 0.5) }
    let exact = g.reduce(0.0) { $0 + Double($1 * $1) }
    // At most 64 + 15 additions in single precision, each with a relative error of 2⁻²⁴.
    #expect(abs(try sum(g) / exact - 1) <= 79 * 0x1p-24)
    // Double precision: the numbers are the same, the blocks add up to 2⁻⁴⁰.
    let wide = g.map { Double($0) }
    let square = wide.reduce(0.0) { $0 + $1 * $1 }
    #expect(abs(try sum(wide) / square - 1) <= 0x1p-40)
  }

  @Test(
    "Squares that single precision does not hold are taken again in double", arguments: [-80, 80])
  func again(_ exponent: Int) throws {
    let g = [Float](repeating: Float(sign: .plus, exponent: exponent, significand: 1), count: 2000)
    #expect(try sum(g) == 2000 * Double(sign: .plus, exponent: 2 * exponent, significand: 1))
  }

  @Test("A NaN or an infinity shows in the sum, and in a maximum") func poison() throws {
    for bad in [Float.nan, .infinity] {
      var g = [Float](repeating: 1, count: 3000)
      g[1500] = bad
      #expect(try !sum(g).isFinite)
    }
    var rule = SumScaled()
    rule.largest = true
    var stepper = try Stepper<Double>(rule, .vector(3))
    var x = [0.0, 0, 0]
    stepper.step(&x, gradient: [1, .nan, 2])
    #expect(x.allSatisfy { $0.isNaN })
  }

  @Test("Threads change nothing, to the bit", arguments: [2, 3, 7])
  func threads(_ count: Int) throws {
    let workers = Workers(count: count) { n, body in
      // Run the blocks in reverse order.
      for i in (0..<n).reversed() { body(i) }
    }
    let random = CounterRandom(seed: 4)
    let g = (0..<(Workers.threshold + 777)).map { Float(random.uniform(UInt64($0))) }
    #expect(try sum(g, workers: workers) == sum(g))
  }

  @Test("The order of tensors changes nothing, to the bit") func order() throws {
    let rule = try SumScaled { $0.together = true }
    let random = CounterRandom(seed: 5)
    func moves(_ names: [String]) throws -> [Double] {
      let layout = Layout(names.map { (name: $0, shape: [1]) })
      var stepper = try Stepper<Double>(rule, layout)
      var x = [Double](repeating: 0, count: names.count)
      let gradients = names.map { random.uniform(UInt64($0.utf8.first!)) }
      stepper.step(&x, gradient: gradients)
      return zip(x, gradients).map { $0 / $1 }
    }
    #expect(Set(try moves(["a", "b", "c", "d"]) + moves(["d", "b", "a", "c"])).count == 1)
  }
}
