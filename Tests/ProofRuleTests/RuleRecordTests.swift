import Descent
import DescentCatalog
import Foundation
import Testing

/// Every rule against points that other people's programs have computed, from the files `rules_reference.json`
/// and `rules_reference_open.json` of `Reference`.
///
/// Each record names the program under `reference`. `noise` is the largest relative change of its points when
/// every gradient is changed in its last bit: two right programs differ by some of that.
@Suite struct RuleRecordTests {
  /// What a default here differs in from the program of a record.
  private static func text(_ name: String, _ hyper: [String: ReferenceSetting]) -> String {
    var settings = hyper.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.text)" }
    // PyTorch's test of curvature, where the default is relative.
    if name == "lbfgs" { settings.append("curvature=absolute") }
    return settings.isEmpty ? name : name + ":" + settings.joined(separator: ",")
  }

  private static func rule(
    _ name: String, _ hyper: [String: ReferenceSetting], _ modifiers: [String]? = nil
  ) throws -> any Optimizer {
    let rule = try Catalog.registry.optimizer(Specification(text(name, hyper)))
    guard let modifiers else { return rule }
    return try Modified(
      rule, by: modifiers.map { try Catalog.registry.modifier(Specification($0)) })
  }

  @Test("A rule descends as other programs do", arguments: ReferenceRecords.closed)
  func closed(_ record: ReferenceRecords.Closed) throws {
    try compare(Self.rule(record.optimizer, record.hyper, record.modifiers), record)
  }

  @Test("A rule written as one is the modifier 'sam' around momentum") func sharpnessAware() throws
  {
    let record = try #require(ReferenceRecords.closed.first { $0.optimizer == "sam" })
    let settings = record.hyper.map { (key: $0.key, text: $0.value.text) }
    try compare(SAM(settings: settings), record)
  }

  private func compare(_ rule: any Optimizer, _ record: ReferenceRecords.Closed) throws {
    let steps = try #require(record.points.keys.compactMap(Int.init).max())
    var options = RunOptions(.steps(steps))
    options.start = record.start
    let trace = try Run<Double>(
      Catalog.registry.problem(Specification(record.problem)), rule,
      schedule: ReferenceRecords.schedule(record.schedule, horizon: steps), options: options
    ).finish().trace
    try #require(trace.count == steps + 1)
    func worst(_ points: [String: [Double]], _ mine: (Int) -> ArraySlice<Double>) throws -> Double {
      try points.reduce(0) { worst, point in
        let step = try #require(Int(point.key))
        return max(worst, ReferenceRecords.difference(Array(mine(step)), point.value))
      }
    }
    #expect(try worst(record.points, trace.parameters) <= record.tolerance)
    if let averages = record.averages {
      #expect(trace.evaluates)
      #expect(try worst(averages, trace.evaluationPoint) <= record.tolerance)
    }
  }

  @Test("A rule visits examples as other programs do", arguments: ReferenceRecords.finite)
  func finite(_ record: ReferenceRecords.Finite) throws {
    let problem = try LeastSquaresFile.problem(record.rows, record.targets, batch: 1)
    var options = RunOptions(.steps(record.order.count))
    options.start = record.start
    options.batches = record.order.map { [$0] }
    options.recordsBatches = true
    let report = try Run<Double>(
      problem, Self.rule(record.optimizer, record.hyper), options: options
    ).finish()
    #expect(report.batches == options.batches)
    for (step, point) in record.points.enumerated() {
      // One recurrence in double precision: only rounding tells two programs apart.
      let difference = ReferenceRecords.difference(
        Array(report.trace.parameters(step + 1)), point)
      #expect(difference <= 1e-12, "step \(step + 1)")
    }
  }

  @Test("A rule takes given gradients as other programs do", arguments: ReferenceRecords.open)
  func open(_ record: ReferenceRecords.Open) throws {
    let rule = try Self.rule(record.optimizer, record.hyper, record.modifiers)
    let layout = Layout(record.layout.map { (name: $0.name, shape: $0.shape) })
    let schedule = try ReferenceRecords.schedule(record.schedule, horizon: record.points.count)
    var stepper = try Stepper<Double>(rule, layout)
    var x = record.start.flatMap(\.entries)
    for (step, (gradients, point)) in zip(record.gradients, record.points).enumerated() {
      let g = zip(gradients, layout.tensors).flatMap {
        $0?.entries ?? [Double](repeating: 0, count: $1.count)
      }
      stepper.step(
        &x, gradient: g, rate: rule.learningRate * schedule.factor(at: step + 1),
        present: gradients.map { $0 != nil })
      let difference = ReferenceRecords.difference(x, point.flatMap(\.entries))
      #expect(difference <= record.tolerance, "step \(step + 1)")
    }
  }

  @Test("A step that is a millionth too long does not agree", arguments: ["nadam", "muon"])
  func control(name: String) throws {
    if let record = ReferenceRecords.open.first(where: { $0.optimizer == name }) {
      let rule = try Self.rule(record.optimizer, record.hyper)
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
      Self.rule(record.optimizer, record.hyper), options: options
    ).finish().trace
    let moved = zip(trace.parameters(3), record.start).map { $1 + ($0 - $1) * (1 + 1e-6) }
    let point = try #require(record.points["3"])
    #expect(ReferenceRecords.difference(moved, point) > record.tolerance)
  }
}
