import Descent
import DescentCatalog
import Testing

/// A hundred steps in single precision beside the same in double precision: no law compares the two.
@Suite("Both precisions") struct PrecisionTests {
  private static let (count, steps) = (16, 100)

  /// A number of mixed size, now and then 0, that single precision holds.
  private static func number(_ draw: Int) -> Float {
    let (random, draw) = (CounterRandom(seed: 5), UInt64(draw))
    if random.split(stream: 1).index(draw, below: 8) == 0 { return 0 }
    let size = random.split(stream: 2).index(draw, below: 12) - 6
    return Float(random.normal(draw)) * Float(sign: .plus, exponent: size, significand: 1)
  }

  private static func points<T: KernelScalar>(_: T.Type, _ rule: any Optimizer) throws -> [[T]] {
    var stepper = try Stepper<T>(rule, .vector(count))
    var x = (0..<count).map { T(number($0)) }
    return (1...steps).map { step in
      stepper.step(&x, gradient: (0..<count).map { T(number(step * count + $0)) })
      return x
    }
  }

  private static func agree(_ rule: any Optimizer) throws -> Bool {
    let (short, long) = (try points(Float.self, rule), try points(Double.self, rule))
    // A hundred steps of a few roundings each, of numbers as large as the largest on the way; the
    // rounding of v − m² is magnified by the root where v is close to m².
    return (0..<count).allSatisfy { i in
      let largest = long.map { abs($0[i]) }.max() ?? 0
      let scale = max(abs(Double(number(i))), largest, 1)
      return zip(short, long).allSatisfy { abs(Double($0[i]) - $1[i]) <= 4e-5 * scale }
    }
  }

  /// Sums and matrices amplify roundings; law P21 asks of all rules what their sensitivity allows.
  static let types = Catalog.registry.optimizerTypes.filter {
    $0.init() is any CoordinatewiseOptimizer
  }

  @Test("agree within single precision", arguments: types.indices)
  func agrees(number: Int) throws {
    #expect(try Self.agree(Self.types[number].init()))
  }

  /// Has another constant in single precision.
  private struct PrecisionDependent: GradientOptimizer {
    static let card = Card(name: "mutant", summary: "", formula: "", source: "")
    var learningRate: Double { 0.1 }
    func stateLayout(for layout: Layout) -> StateLayout { StateLayout() }
    func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout) {
      let factor: T = T.self == Float.self ? 1.01 : 1
      for i in 0..<layout.count {
        step.parameters[i] -= factor * T(step.rate) * step.gradient[i]
      }
    }
  }

  @Test("disagree if a constant differs by a hundredth") func control() throws {
    #expect(try !Self.agree(PrecisionDependent()))
  }
}
