import Descent
import DescentCatalog
import Foundation
import Testing

/// Compares every rule with points that other programs computed, from the files `rules_reference.json`
/// and `rules_reference_open.json` of `Reference`.
///
/// Each record names the program under `reference`. `noise` is the largest relative change of its points when
/// every gradient is changed in its last bit: two right programs differ by some of that.
@Suite("The record of a rule") struct RuleRecordTests {
  @Test("A rule descends as other programs do", arguments: ReferenceRecords.closed)
  func closed(_ record: ReferenceRecords.Closed) throws {
    #expect(try record.distance(of: record.rule.make()) <= record.tolerance)
  }

  @Test("A rule written as one is the modifier 'sam' around momentum") func sharpnessAware() throws
  {
    let record = try #require(ReferenceRecords.closed.first { $0.optimizer == "sam" })
    let settings = record.hyper.map { (key: $0.key, text: $0.value.text) }
    #expect(try record.distance(of: SAM(settings: settings)) <= record.tolerance)
  }

  @Test("A rule visits examples as other programs do", arguments: ReferenceRecords.finite)
  func finite(_ record: ReferenceRecords.Finite) throws {
    let problem = try LeastSquaresFile.problem(record.rows, record.targets, batch: 1)
    var options = RunOptions(.steps(record.order.count))
    options.start = record.start
    options.batches = record.order.map { [$0] }
    options.recordsBatches = true
    let report = try Run<Double>(
      problem, ReferenceRule(record.optimizer, record.hyper, nil).make(), options: options
    ).finish()
    #expect(report.batches == options.batches)
    for (step, point) in record.points.enumerated() {
      // One recurrence in double precision: two programs differ only by rounding.
      let difference = ReferenceRecords.difference(
        Array(report.trace.parameters(step + 1)), point)
      #expect(difference <= 1e-12, "step \(step + 1)")
    }
  }

  @Test("A rule takes given gradients as other programs do", arguments: ReferenceRecords.open)
  func open(_ record: ReferenceRecords.Open) throws {
    for (step, distance) in try record.distances(of: record.rule.make()).enumerated() {
      #expect(distance <= record.tolerance, "step \(step + 1)")
    }
  }

  @Test("A step that is a millionth too long does not agree", arguments: ["nadam", "muon"])
  func control(name: String) throws {
    if let record = ReferenceRecords.open.first(where: { $0.optimizer == name }) {
      let rule = try record.rule.make()
      var stepper = try Stepper<Double>(
        rule, Layout(record.layout.map { (name: $0.name, shape: $0.shape) }))
      var x = record.start.flatMap(\.entries)
      stepper.step(
        &x, gradient: record.gradients[0].flatMap { $0!.entries },
        rate: rule.learningRate * (1 + 1e-6))
      #expect(ReferenceRecords.difference(x, record.points[0].flatMap(\.entries)) > 1e-9)
      return
    }
    let record = try #require(ReferenceRecords.closed.first { $0.optimizer == name })
    var options = RunOptions(.steps(3))
    options.start = record.start
    let trace = try Run<Double>(
      Catalog.registry.problem(Specification(record.problem)),
      record.rule.make(), options: options
    ).finish().trace
    let moved = zip(trace.parameters(3), record.start).map { $1 + ($0 - $1) * (1 + 1e-6) }
    let point = try #require(record.points["3"])
    #expect(ReferenceRecords.difference(moved, point) > record.tolerance)
  }
}
