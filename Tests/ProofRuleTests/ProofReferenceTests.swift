import Descent
import DescentCatalog
import Testing

/// The proof rules against other people's programs.
@Suite struct ProofReferenceTests {
  @Test("A rule descends as other programs do", arguments: ProofRecords.all.closed)
  func closed(_ record: ProofRecords.Closed) throws {
    let rule = try ProofRule.make(record.optimizer, record.hyper)
    let objective = try Double.makeObjective(
      Catalog.registry.problem(Specification(record.problem)))
    let schedule = try ProofRecords.schedule(record.schedule)
    var stepper = try Stepper<Double>(rule, .vector(record.start.count))
    var (x, g) = (record.start, record.start)
    var worst = 0.0
    for step in 1...record.steps {
      let value = objective.valueAndGradient(&x, &g)
      stepper.step(
        &x, gradient: g, rate: rule.learningRate * schedule.factor(at: step), value: value)
      if let expected = record.points["\(step)"] {
        worst = max(worst, ProofRecords.difference(x, expected))
      }
    }
    #expect(worst <= ProofRecords.tolerance(record.noise))
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
