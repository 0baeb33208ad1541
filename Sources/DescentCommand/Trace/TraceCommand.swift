import ArgumentParser
import Descent
import DescentFiles

/// `descent trace`: steps an optimizer over gradients that another program logged.
struct TraceCommand: AsyncParsableCommand, TakesPlugins {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "Step an optimizer over gradients from a file.",
    usage: "descent trace OPTIMIZER --gradients FILE [options]",
    discussion: """
      The file is JSON with layout, start, gradients[step][tensor] (null if there is none) and, if \
      known, values[step]; or safetensors with start.NAME, gradients.NAME, present and values. The \
      result has points[step][tensor], the first after step 1, and averages if the optimizer evaluates \
      another point than the stepped one.
      """)

  @OptionGroup var rule: RuleOptions

  @Option(
    help: ArgumentHelp("The gradients.", valueName: "file.json|.safetensors"),
    completion: .file(extensions: ["json", "safetensors"]))
  var gradients: String

  @Option(
    help: ArgumentHelp(
      "Write the result to this safetensors file instead of printing JSON.", valueName: "file"),
    completion: .file())
  var output: String?

  @Option(help: "float32 or float64.")
  var precision = Precision.float64

  @Option(help: "Seed of rules that draw random numbers.")
  var seed: UInt64 = 0

  @OptionGroup var plugins: PluginOptions

  func run() async throws {
    if let output { try checkOutput(output, argument: "--output") }
    let names = try await RunNames(
      rule.words, problem: nil, optimizer: rule.optimizer, takesProblem: false, of: Self.self)
    let resolved = try await rule.resolved(names.optimizer)
    let logged = try LoggedGradients(contentsOf: gradients)
    let registry = Workbench.current.registry
    let steps = logged.gradients.count
    Workbench.current.guarded([resolved.optimizer], patience: GuardSupervisor.patience)
    let optimizer = try resolved.built(in: registry, horizon: steps)
    let schedule = try registry.schedule(resolved.schedule, horizon: steps)
    let asked = optimizer.needs.intersection(Needs.ofProblem.union([.evaluation]))
    guard asked.isEmpty else {
      let stage = (optimizer as? Modified)?.stages.first { !$0.needs.isDisjoint(with: asked) }
      let name = stage?.specification.name ?? resolved.optimizer.name
      throw Failure.usage(
        "\(name) needs \(asked.words.joined(separator: " and ")), which a file of "
          + "gradients does not offer", next: "use descent run")
    }
    guard !optimizer.needs.contains(.value) || logged.values != nil else {
      throw Failure.usage(
        "\(resolved.optimizer.name) needs the value of the objective, and \(gradients) has no values",
        next: "add values, one a step")
    }
    guard !(schedule is PlateauSchedule) || logged.values != nil else {
      throw Failure.usage(
        "the schedule 'plateau' needs the value of the objective, and \(gradients) has no values",
        next: "add values, one a step")
    }
    if precision == .float32 { try registry.checkSinglePrecision(optimizer.specification) }
    switch precision {
    case .float32: try answer(logged, optimizer, schedule, Float.self)
    case .float64: try answer(logged, optimizer, schedule, Double.self)
    }
  }

  private func answer<T: KernelScalar & StoredScalar>(
    _ logged: LoggedGradients, _ optimizer: any Optimizer, _ schedule: any Schedule, _ type: T.Type
  ) throws {
    try logged.checkRange(in: type, gradients)
    var stepper = try Stepper<T>(optimizer, logged.layout)
    stepper.seed = seed
    stepper.horizon = logged.gradients.count
    var reducer = (schedule as? PlateauSchedule)?.reducer
    var x = logged.start.map { T($0) }
    var (points, averages): ([[T]], [[T]]) = ([], [])
    let clock = ContinuousClock()
    var told = clock.now
    for (index, gradient) in logged.gradients.enumerated() {
      if let channel = GuardChannel.current, clock.now - told > .milliseconds(100) {
        told = clock.now
        channel.alive(lane: 0, step: index)
      }
      var rate = stepper.learningRate * schedule.factor(at: index + 1)
      if let reducer { rate *= reducer.factor }
      let value = logged.values?[index]
      let answer = stepper.step(
        &x, gradient: gradient.map { T($0) }, rate: rate, present: logged.present[index],
        value: value ?? .nan)
      if let value, reducer != nil { _ = reducer!.factor(after: value) }
      if answer == .failed || answer == .stopped {
        let reason = answer == .failed ? stepper.report.message : stepper.report.reason.rawValue
        throw Failure.broken(
          "\(optimizer.specification.name) \(answer) at step \(index + 1): \(reason)")
      }
      points.append(x)
      if stepper.hasEvaluationPoint { averages.append(stepper.evaluationPoint(x)) }
    }
    if let output { return try write(points, averages, logged.layout, to: output) }
    var members: [(key: String, value: JSON)] = [
      ("points", Self.json(points, logged.layout))
    ]
    if !averages.isEmpty { members.append(("averages", Self.json(averages, logged.layout))) }
    Console.current.output(JSON.keyed(members).withSchema.text + "\n")
  }

  private static func json<T: KernelScalar>(_ points: [[T]], _ layout: Layout) -> JSON {
    .array(
      points.map { point in
        .array(layout.tensors.map { nested(point[$0.range], $0.shape[...]) })
      })
  }

  /// Numbers as nested lists of a shape.
  private static func nested<T: KernelScalar>(_ numbers: ArraySlice<T>, _ shape: ArraySlice<Int>)
    -> JSON
  {
    guard let extent = shape.first else {
      return numbers.first.map { .finite(Double($0)) } ?? .null
    }
    let part = extent == 0 ? 0 : numbers.count / extent
    return .array(
      (0..<extent).map { i in
        let first = numbers.startIndex + i * part
        return nested(numbers[first..<(first + part)], shape.dropFirst())
      })
  }

  private func write<T: KernelScalar & StoredScalar>(
    _ points: [[T]], _ averages: [[T]], _ layout: Layout, to path: String
  ) throws {
    var file = Safetensors()
    for (name, rows) in [("points", points), ("averages", averages)] where !rows.isEmpty {
      for tensor in layout.tensors {
        file.tensors["\(name).\(tensor.name)"] = StoredTensor(
          rows.flatMap { $0[tensor.range] }, shape: [rows.count] + tensor.shape)
      }
    }
    try file.write(to: path)
  }
}
