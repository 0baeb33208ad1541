import Descent
import DescentCatalog
import LayerwisePlugin
import MatricesPlugin
import SecondOrderPlugin
import Testing

@Suite("A parameter group") struct GroupTests {
  /// The weights are apart in memory.
  static let layout = Layout([
    (name: "w1", shape: [3, 4]), (name: "b1", shape: [5]), (name: "w2", shape: [2, 2]),
    (name: "b2", shape: [3]),
  ])

  private func rule(_ text: String) throws -> any Optimizer {
    try Catalog.registry.optimizer(Specification(text))
  }

  private func walk<T: KernelScalar>(
    _ rule: any Optimizer, _ layout: Layout, of whole: Layout = layout, _: T.Type
  ) throws -> [T] {
    var stepper = try Stepper<T>(rule, layout)
    let places = layout.tensors.flatMap { tensor in
      Array(whole.tensors.first { $0.name == tensor.name }!.range)
    }
    let random = CounterRandom(seed: 6)
    var x = places.map { T(random.quarter(UInt64($0))) }
    for step in 1...5 {
      let g = places.map { T(random.quarter(UInt64(step * whole.count + $0)) + 0.125) }
      // The factor of a schedule.
      stepper.step(&x, gradient: g, rate: stepper.learningRate * (step == 3 ? 0.5 : 1))
    }
    return x
  }

  @Test(
    "Groups of equal settings are the bare rule, bit for bit",
    arguments: ["adam", "momentum:nesterov=true,weight_decay=0.1", "shampoo"])
  func equal(_ text: String) throws {
    let rule = text == "shampoo" ? Shampoo() : try rule(text)
    let weights = try TensorSelector("name.w*")
    for parts in [
      [Grouped.Part(.rest, rule)],
      [Grouped.Part(weights, rule), Grouped.Part(.rest, rule)],
    ] {
      let groups = try Grouped(parts)
      #expect(
        try walk(groups, Self.layout, Double.self) == walk(rule, Self.layout, Double.self))
      #expect(try walk(groups, Self.layout, Float.self) == walk(rule, Self.layout, Float.self))
    }
  }

  @Test("Groups of different rules are steppers on the parts, bit for bit") func different() throws
  {
    let (adam, lamb) = (try rule("adam:lr=0.1"), Lamb())
    let groups = try Grouped([
      Grouped.Part(TensorSelector("name.w*"), lamb), Grouped.Part(.rest, adam),
    ])
    let together = try walk(groups, Self.layout, Double.self)
    func part(_ names: [String], _ rule: any Optimizer) throws -> [Double] {
      let tensors = Self.layout.tensors.filter { names.contains($0.name) }
      return try walk(
        rule, Layout(tensors.map { (name: $0.name, shape: $0.shape) }), of: Self.layout, Double.self
      )
    }
    let (weights, biases) = (try part(["w1", "w2"], lamb), try part(["b1", "b2"], adam))
    let places = Self.layout.tensors.map(\.range)
    #expect(weights == Array(together[places[0]] + together[places[2]]))
    #expect(biases == Array(together[places[1]] + together[places[3]]))
    let state = try Stepper<Double>(groups, Self.layout).state.layout
    #expect(state.buffers.contains { $0.slot.name == "else.first_moment" })
    #expect(state.buffers.contains { $0.slot.name.hasPrefix("name.w*.") })
  }

  @Test("A part sees the others where they were before the step") func before() throws {
    let layout = Layout([(name: "a", shape: [1]), (name: "b", shape: [1])])
    // f = (a + b)²/2: SAM's gradient in each part is a + b + ρ, because the ascent is of the part alone.
    let oracle = Oracle<Double> { x, g in
      (g[0], g[1]) = (x[0] + x[1], x[0] + x[1])
      return (x[0] + x[1]) * (x[0] + x[1]) / 2
    }
    let sam = try SAM {
      $0.learningRate = 0.25
      $0.rho = 0.5
    }
    var stepper = try Stepper<Double>(
      Grouped([Grouped.Part(TensorSelector("name.a"), sam), Grouped.Part(.rest, sam)]), layout)
    var x = [2.0, 4]
    stepper.step(&x, gradient: [6, 6], oracle: oracle)
    // 1e-12 is added to the norm.
    #expect(zip(x, [2 - 0.25 * 6.5, 4 - 0.25 * 6.5]).allSatisfy { abs($0 - $1) <= 1e-12 })
  }

  @Test("SAM in groups under accumulation sees the whole window") func window() throws {
    func path(_ optimizer: any Optimizer, _ batch: String) throws -> [Double] {
      try Run<Double>(
        Catalog.registry.problem(Specification("mlp:data=iris,hidden=4,batch=\(batch)")), optimizer,
        options: RunOptions(.steps(6))
      ).finish().parameters
    }
    let sam = try SAM { $0.learningRate = 0.1 }
    let names = try Catalog.registry.problem(Specification("mlp:data=iris,hidden=4")).layout.tensors
    let selector = try TensorSelector("name.\(try #require(names.first).name)")
    let groups = try Grouped([Grouped.Part(selector, sam), Grouped.Part(.rest, sam)])
    let whole = try path(groups, "full")
    #expect(
      ReferenceRecords.difference(try path(groups.accumulating(steps: 4), "30"), whole) <= 1e-12)
  }

  private func refusal(_ parts: [Grouped.Part]) -> String {
    do {
      _ = try Stepper<Double>(Grouped(parts), Self.layout)
      return "nothing was refused"
    } catch { return "\(error)" }
  }

  @Test("A group that takes nothing, and a tensor that no group takes, are refused") func refused()
    throws
  {
    let sgd = try rule("sgd")
    let (none, some) = (try TensorSelector("name.q*"), try TensorSelector("name.w*"))
    #expect(
      refusal([Grouped.Part(none, sgd), Grouped.Part(.rest, sgd)]).contains(
        "'name.q*' takes no tensor; there are: w1"))
    #expect(
      refusal([Grouped.Part(some, sgd)]).contains("no group takes the tensor 'b1'"))
    #expect(throws: ConfigurationError.self) { try Grouped([]) }
    #expect(throws: ConfigurationError.self) { try Grouped([Grouped.Part(.rest, GaussNewton())]) }
  }

  @Test("A run with groups resumes bit for bit") func resume() throws {
    let problem = try Catalog.registry.problem(
      Specification("mlp:data=iris,hidden=4,batch=16"))
    let first = try #require(problem.layout.tensors.first).name
    let groups = try Grouped([
      Grouped.Part(TensorSelector("name.\(first)"), SAM { $0.momentum = 0.5 }),
      Grouped.Part(.rest, rule("adam")),
    ])
    func run(_ checkpoint: Checkpoint<Double>? = nil) throws -> Run<Double> {
      try Run<Double>(problem, groups, options: RunOptions(.steps(12)), resuming: checkpoint)
    }
    let (whole, part) = (try run(), try run())
    whole.finish()
    part.advance(5)
    let rest = try run(part.checkpoint)
    rest.finish()
    #expect(rest.checkpoint == whole.checkpoint && part.checkpoint != whole.checkpoint)
  }
}
