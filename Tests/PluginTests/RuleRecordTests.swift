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
  /// What the specification's defaults differ in from the program of a record.
  private static func text(_ name: String, _ hyper: [String: ReferenceSetting]) -> String {
    var settings = hyper.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.text)" }
    // PyTorch's test of curvature, where the default is relative.
    if name == "lbfgs" { settings.append("curvature=absolute") }
    return settings.isEmpty ? name : name + ":" + settings.joined(separator: ",")
  }

  @Test("A rule descends as other programs do", arguments: ReferenceRecords.closed)
  func closed(_ record: ReferenceRecords.Closed) throws {
    var rule = try Catalog.registry.optimizer(
      Specification(Self.text(record.optimizer, record.hyper)))
    if let modifiers = record.modifiers {
      rule = try Modified(
        rule, by: modifiers.map { try Catalog.registry.modifier(Specification($0)) })
    }
    let steps = try #require(record.points.keys.compactMap(Int.init).max())
    var options = RunOptions(.steps(steps))
    options.start = record.start
    let trace = try Run<Double>(
      Catalog.registry.problem(Specification(record.problem)), rule,
      schedule: ReferenceRecords.schedule(record.schedule, horizon: steps), options: options
    ).finish().trace
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

  @Test("A rule takes given gradients as other programs do", arguments: ReferenceRecords.open)
  func open(_ record: ReferenceRecords.Open) throws {
    var rule = try Catalog.registry.optimizer(
      Specification(Self.text(record.optimizer, record.hyper)))
    if let modifiers = record.modifiers {
      rule = try Modified(
        rule, by: modifiers.map { try Catalog.registry.modifier(Specification($0)) })
    }
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

  @Test("A rate that is a millionth too large does not agree") func control() throws {
    let record = try #require(ReferenceRecords.closed.first { $0.optimizer == "nadam" })
    let rule = try Catalog.registry.optimizer(
      Specification(Self.text(record.optimizer, record.hyper)))
    var options = RunOptions(.steps(3))
    options.start = record.start
    let trace = try Run<Double>(
      Catalog.registry.problem(Specification(record.problem)), rule,
      schedule: Constant(), options: options
    ).finish().trace
    let point = try #require(record.points["3"])
    let moved = zip(trace.parameters(3), record.start).map { $1 + ($0 - $1) * (1 + 1e-6) }
    #expect(ReferenceRecords.difference(moved, point) > record.tolerance)
  }
}
