import Descent
import DescentCatalog
import SearchesPlugin
import Testing

/// The proof rules against other people's programs.
@Suite struct ProofReferenceTests {
  @Test("A rule descends as other programs do", arguments: ProofRecords.all.closed)
  func closed(_ record: ProofRecords.Closed) throws {
    var rule = try ProofRule.make(record.optimizer, record.hyper)
    if var pairs = rule as? LBFGS {
      // The records are PyTorch's, with its test of curvature.
      pairs.curvature = .absolute
      rule = pairs
    }
    if let modifiers = record.modifiers {
      rule = try Modified(
        rule, by: modifiers.map { try Catalog.registry.modifier(Specification($0)) })
    }
    try compare(rule, record)
  }

  @Test("The modifier 'sam' around momentum is the rule 'sam'") func sharpnessAware() throws {
    let record = try #require(ProofRecords.all.closed.first { $0.optimizer == "sam" })
    var hyper = record.hyper
    let rho = try #require(hyper["rho"])
    hyper["rho"] = nil
    try compare(
      Modified(
        ProofRule.make("momentum", hyper),
        by: [Catalog.registry.modifier(Specification("sam:rho=\(rho.text)"))]), record)
  }

  private func compare(_ rule: any Optimizer, _ record: ProofRecords.Closed) throws {
    var options = RunOptions(.steps(record.steps))
    options.start = record.start
    let trace = try Run<Double>(
      Catalog.registry.problem(Specification(record.problem)), rule,
      schedule: ProofRecords.schedule(record.schedule), options: options
    ).finish().trace
    try #require(trace.count == record.steps + 1)
    func worst(_ points: [String: [Double]], _ mine: (Int) -> ArraySlice<Double>) throws -> Double {
      try points.reduce(0) { worst, point in
        let step = try #require(Int(point.key))
        return max(worst, ProofRecords.difference(Array(mine(step)), point.value))
      }
    }
    #expect(
      try worst(record.points, trace.parameters) <= ProofRecords.tolerance(record.noise))
    if let averages = record.averages {
      #expect(trace.evaluates)
      #expect(try worst(averages, trace.evaluationPoint) <= ProofRecords.tolerance(record.noise))
    }
  }

  @Test("A rule visits examples as other programs do", arguments: ProofRecords.all.finite)
  func finite(_ record: ProofRecords.Finite) throws {
    let problem = try LeastSquaresFile.problem(record.rows, record.targets, batch: 1)
    var options = RunOptions(.steps(record.order.count))
    options.start = record.start
    options.batches = record.order.map { [$0] }
    options.recordsBatches = true
    let report = try Run<Double>(
      problem, ProofRule.make(record.optimizer, record.hyper), options: options
    ).finish()
    #expect(report.batches == options.batches)
    for (step, point) in record.points.enumerated() {
      // One recurrence in double precision: only rounding tells two programs apart.
      let difference = ProofRecords.difference(Array(report.trace.parameters(step + 1)), point)
      #expect(difference <= 1e-12, "step \(step + 1)")
    }
  }

  @Test("A rule takes given gradients as other programs do", arguments: ProofRecords.all.open)
  func open(_ record: ProofRecords.Open) throws {
    let rule = try ProofRule.make(record.optimizer, record.hyper)
    let layout = Layout(record.layout.map { (name: $0.name, shape: $0.shape) })
    let schedule = try ProofRecords.schedule(record.schedule)
    var stepper = try Stepper<Double>(rule, layout)
    var x = record.start.flatMap(\.entries)
    for (step, (gradients, point)) in zip(record.gradients, record.points).enumerated() {
      let g = zip(gradients, layout.tensors).flatMap {
        $0?.entries ?? [Double](repeating: 0, count: $1.count)
      }
      stepper.step(
        &x, gradient: g, rate: rule.learningRate * schedule.factor(at: step + 1),
        present: gradients.map { $0 != nil })
      let difference = ProofRecords.difference(x, point.flatMap(\.entries))
      #expect(difference <= ProofRecords.tolerance(record.noise), "step \(step + 1)")
    }
  }

  @Test("A step that is a millionth too long does not agree") func control() throws {
    let record = try #require(ProofRecords.all.open.first { $0.optimizer == "muon" })
    let rule = try ProofRule.make(record.optimizer, record.hyper)
    var stepper = try Stepper<Double>(
      rule, Layout(record.layout.map { (name: $0.name, shape: $0.shape) }))
    var x = record.start.flatMap(\.entries)
    stepper.step(
      &x, gradient: record.gradients[0].flatMap { $0!.entries },
      rate: rule.learningRate * (1 + 1e-6))
    #expect(ProofRecords.difference(x, record.points[0].flatMap(\.entries)) > 1e-9)
  }
}
