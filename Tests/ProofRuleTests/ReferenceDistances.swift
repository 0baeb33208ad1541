import Descent
import DescentCatalog
import Testing

/// A rule of a record, as the command line names it, and the stages around it.
struct ReferenceRule: Sendable {
  let optimizer: String
  let hyper: [String: ReferenceSetting]
  let modifiers: [String]

  init(_ optimizer: String, _ hyper: [String: ReferenceSetting], _ modifiers: [String]?) {
    (self.optimizer, self.hyper, self.modifiers) = (optimizer, hyper, modifiers ?? [])
  }

  /// `adam:beta1=0.8,lr=0.02`.
  var specification: String {
    var settings = hyper.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.text)" }
    // PyTorch's test of curvature, where the default is relative.
    if optimizer == "lbfgs", hyper["curvature"] == nil { settings.append("curvature=absolute") }
    return settings.isEmpty ? optimizer : optimizer + ":" + settings.joined(separator: ",")
  }

  func make() throws -> any Optimizer {
    let rule = try Catalog.registry.optimizer(Specification(specification))
    guard !modifiers.isEmpty else { return rule }
    return try Modified(
      rule, by: modifiers.map { try Catalog.registry.modifier(Specification($0)) })
  }
}

extension ReferenceRecords.Closed {
  var rule: ReferenceRule { ReferenceRule(optimizer, hyper, modifiers) }

  /// The largest distance of a rule's points from those of the record, averages as well.
  func distance(of rule: any Optimizer) throws -> Double {
    let steps = try #require(points.keys.compactMap(Int.init).max())
    var options = RunOptions(.steps(stops == true ? steps + 5 : steps))
    options.start = start
    let trace = try Run<Double>(
      Catalog.registry.problem(Specification(problem)), rule,
      schedule: ReferenceRecords.schedule(schedule, horizon: steps), options: options
    ).finish().trace
    try #require(trace.count == steps + 1)
    func worst(_ points: [String: [Double]], _ mine: (Int) -> ArraySlice<Double>) throws -> Double {
      try points.reduce(0) { worst, point in
        let step = try #require(Int(point.key))
        return max(worst, ReferenceRecords.difference(Array(mine(step)), point.value))
      }
    }
    let distance = try worst(points, trace.parameters)
    guard let averages else { return distance }
    try #require(trace.evaluates)
    return try max(distance, worst(averages, trace.evaluationPoint))
  }
}

extension ReferenceRecords.Open {
  var rule: ReferenceRule { ReferenceRule(optimizer, hyper, modifiers) }

  /// The distance of a rule's point from that of the record after each step, the average's as well.
  func distances(of rule: any Optimizer) throws -> [Double] {
    precision == "float32"
      ? try distances(of: rule, Float.self) : try distances(of: rule, Double.self)
  }

  private func distances<T: KernelScalar>(of rule: any Optimizer, _: T.Type) throws -> [Double] {
    let layout = Layout(layout.map { (name: $0.name, shape: $0.shape) })
    let schedule = try ReferenceRecords.schedule(schedule, horizon: points.count)
    var stepper = try Stepper<T>(rule, layout)
    var x = start.flatMap(\.entries).map { T($0) }
    try #require(points.count == gradients.count)
    if let averages {
      try #require(stepper.hasEvaluationPoint)
      try #require(averages.count == points.count)
    }
    return gradients.indices.map { step in
      let g = zip(gradients[step], layout.tensors).flatMap {
        $0?.entries ?? [Double](repeating: 0, count: $1.count)
      }
      stepper.step(
        &x, gradient: g.map { T($0) }, rate: rule.learningRate * schedule.factor(at: step + 1),
        present: gradients[step].map { $0 != nil })
      func apart(_ x: [T], _ point: [ReferenceRecords.Nested]) -> Double {
        ReferenceRecords.difference(x.map { Double($0) }, point.flatMap(\.entries))
      }
      let distance = apart(x, points[step])
      guard let averages else { return distance }
      return max(distance, apart(stepper.evaluationPoint(x), averages[step]))
    }
  }
}
