import Descent
import DescentCatalog
import Testing

/// The proof rules of the tiers with sums and with tensors must resume exactly, leave tensors without a
/// gradient unchanged, and agree in both precisions.
@Suite("The state of the proof rules") struct ProofStateTests {
  static let rules = ["polyak", "lars", "lamb", "muon", "sgld", "shampoo"]
  static let layout = Layout([
    (name: "w", shape: [3, 4]), (name: "b", shape: [5]), (name: "none", shape: [0, 2]),
    (name: "k", shape: [2, 3, 2]),
  ])

  private func rule(_ name: String) throws -> any Optimizer {
    try ProofRule.all()[#require(Self.rules.firstIndex(of: name))]
  }

  private func run<T: KernelScalar>(_ name: String, _ steps: Int, _: T.Type) throws -> Run<T> {
    try Run<T>(
      Catalog.registry.problem(Specification("mlp:data=iris,hidden=4,batch=30")), rule(name),
      options: RunOptions(.steps(steps)))
  }

  private func resumes<T: KernelScalar>(_ name: String, _: T.Type) throws -> Bool {
    let whole = try run(name, 12, T.self)
    whole.finish()
    let part = try run(name, 12, T.self)
    part.advance(5)
    let rest = try Run<T>(
      Catalog.registry.problem(Specification("mlp:data=iris,hidden=4,batch=30")), rule(name),
      options: RunOptions(.steps(12)), resuming: part.checkpoint)
    rest.finish()
    return rest.checkpoint == whole.checkpoint && part.checkpoint != whole.checkpoint
  }

  @Test("A rule resumes bit for bit from a checkpoint", arguments: rules)
  func resume(_ name: String) throws {
    #expect(try resumes(name, Double.self))
    #expect(try resumes(name, Float.self))
  }

  /// Steps with gradients that are the same numbers in both precisions.
  private func walk<T: KernelScalar>(
    _ name: String, _ steps: Int, present: [Bool]? = nil, _: T.Type
  ) throws -> (x: [T], stepper: Stepper<T>) {
    var stepper = try Stepper<T>(rule(name), Self.layout)
    let random = CounterRandom(seed: 5)
    let count = Self.layout.count
    var x = (0..<count).map { T(random.quarter(UInt64($0)) + 0.125) }
    for step in 1...steps {
      let g = (0..<count).map { T(random.quarter(UInt64(step * count + $0)) + 0.125) }
      stepper.step(&x, gradient: g, present: present, value: 1)
    }
    return (x, stepper)
  }

  @Test("Single precision is double precision, rounded", arguments: rules)
  func precisions(_ name: String) throws {
    let (x, y) = (try walk(name, 4, Float.self).x, try walk(name, 4, Double.self).x)
    let worst = zip(x, y).reduce(0) { max($0, abs(Double($1.0) - $1.1) / max(1, abs($1.1))) }
    // Some hundred roundings of 2⁻²⁴ each; Newton and Schulz's iteration enlarges them tenfold.
    #expect(worst <= 1e-4 && worst > 0)
  }

  @Test("A tensor without a gradient stays as it is, and others do not see it", arguments: rules)
  func absent(_ name: String) throws {
    let (start, _) = (try walk(name, 1, present: [false, false, false, false], Double.self).x, 0)
    let (x, stepper) = try walk(name, 3, present: [true, false, true, true], Double.self)
    let absent = Self.layout.tensors[1]
    #expect(x[absent.range] == start[absent.range])
    #expect(x[Self.layout.tensors[0].range] != start[Self.layout.tensors[0].range])
    // Its counters stand still.
    let fresh = OptimizerState<Double>(stepper.state.layout)
    for (index, slot) in stepper.state.layout.scalars.enumerated()
    where slot.name.hasSuffix("[b]") {
      #expect(stepper.state.scalars[index] == fresh.scalars[index])
    }
  }

  @Test("A tensor alone takes the steps that it takes among others, bit for bit", arguments: rules)
  func alone(_ name: String) throws {
    // Polyak's step belongs to all tensors together.
    guard name != "polyak" else { return }
    let (together, _) = try walk(name, 3, Double.self)
    for tensor in Self.layout.tensors where tensor.count > 0 {
      var stepper = try Stepper<Double>(
        rule(name), Layout([(name: tensor.name, shape: tensor.shape)]))
      let random = CounterRandom(seed: 5)
      let count = Self.layout.count
      var x = tensor.range.map { random.quarter(UInt64($0)) + 0.125 }
      for step in 1...3 {
        stepper.step(
          &x, gradient: tensor.range.map { random.quarter(UInt64(step * count + $0)) + 0.125 })
      }
      #expect(x == Array(together[tensor.range]))
    }
  }
}
