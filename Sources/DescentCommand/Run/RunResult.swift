import Descent
import DescentFiles
import DescentPictures
import DescentStudy

/// A finished run, which is shown as a summary, JSON or a picture.
struct RunResult {
  let problem: any Problem
  let optimizer: any Optimizer
  let schedule: any Schedule
  let options: RunOptions
  /// The report, without its trace, which was drained.
  let report: RunReport
  /// The norm of the gradient that belongs to the report's loss.
  let gradientNorm: Double
  let stateFaults: [(fault: StateFault, step: Int)]
  /// The points that pictures are drawn from.
  let sketch: RunSketch
  let seconds: Double

  /// Whether the steps of the run used mini-batches.
  let isOfBatches: Bool
  /// Whether the optimizer evaluates another point than the stepped one, such as an average.
  let hasAverage: Bool

  /// The final loss above the lowest known minimum.
  var gap: Double? { problem.reference.map { report.loss - $0.value } }

  /// The message for a start with a loss or gradient that is not finite.
  var notFiniteAtStart: String {
    let isLoss = !report.loss.isFinite
    let number = numberText(isLoss ? report.loss : report.gradientNorm)
    return "\(problem.specification.name) is not finite at the start: its "
      + (isLoss ? "value" : "gradient") + " is \(number); give another start"
  }

  /// How the run ended, with the reason of a rule that stopped, or the message of one that failed.
  private var outcome: [(key: String, value: JSON)] {
    var members: [(key: String, value: JSON)] = [
      ("kind", .string(report.outcome.kind)), ("step", .integer(report.outcome.step)),
    ]
    switch report.outcome {
    case .stopped(_, let reason): members.append(("reason", .string(reason.rawValue)))
    case .failed(_, let message): members.append(("message", .string(message)))
    default: break
    }
    return members
  }

  /// The stages around the rule, in the order in which they act.
  private var stages: [any Modifier] { (optimizer as? Modified)?.stages ?? [] }

  /// The object of `--json`.
  var json: JSON {
    var final: [(key: String, value: JSON)] = [
      ("loss", .finite(report.loss)), ("gradient_norm", .finite(gradientNorm)),
    ]
    if let metrics = report.metrics {
      if let accuracy = metrics.trainAccuracy {
        final.append(("train_accuracy", .finite(accuracy)))
        final.append(("test_accuracy", metrics.testAccuracy.map { .finite($0) } ?? .null))
      }
      if let loss = metrics.testLoss { final.append(("test_loss", .finite(loss))) }
      final += metrics.others.map { ($0.name, .finite($0.value)) }
    }
    if report.parameters.count <= options.tracedDimension {
      final.append(("parameters", .array(report.parameters.map { .finite($0) })))
    }
    let reference = problem.reference.map {
      JSON.keyed([("minimum", .finite($0.value)), ("gap", .finite(report.loss - $0.value))])
    }
    return .keyed(
      [
        ("problem", JSON(problem.specification)),
        ("optimizer", JSON(((optimizer as? Modified)?.rule ?? optimizer).specification)),
        ("modifiers", .array(stages.map { JSON($0.specification) })),
        ("schedule", JSON(schedule.specification)),
        (
          "outcome",
          .keyed(outcome)
        ),
        ("final", .keyed(final)),
      ] + others + [
        ("reference", reference ?? .null),
        (
          "evaluations",
          .keyed(
            report.evaluations.counts.map { ($0.name, .integer($0.count)) }
              + [("cost", .finite(report.evaluations.cost))])
        ),
        ("seconds", .finite(seconds)),
        (
          "versions",
          .keyed([
            ("descent", .string(Version.descent)), ("swift", .string(Version.swift)),
            ("gsl", .string(Version.gsl)),
          ])
        ),
      ])
  }

  /// The last numbers that the steps saw, if they differ in kind from the final ones: those of the last
  /// mini-batch, or those of the stepped point if another point is evaluated; and faults of the state.
  private var others: [(key: String, value: JSON)] {
    var members: [(key: String, value: JSON)] = []
    if isOfBatches {
      members.append(("last_batch", .keyed([("gradient_norm", .finite(report.gradientNorm))])))
    } else if hasAverage {
      members.append(
        (
          "stepped",
          .keyed([
            ("loss", .finite(report.steppedLoss)),
            ("gradient_norm", .finite(report.gradientNorm)),
          ])
        ))
    }
    if !stateFaults.isEmpty {
      members.append(("state_not_finite", .array(stateFaults.map { $0.fault.json(step: $0.step) })))
    }
    return members
  }

  /// Writes the order in which the run visited the examples: one list of example numbers per micro-batch.
  func writeBatches(to path: String) throws {
    guard !report.batches.isEmpty else {
      throw Failure.usage(
        "--write-batches: \(problem.specification.name) has no mini-batches",
        next: "give the problem batch=N")
    }
    let lists = report.batches.map { JSON.array($0.map { .integer($0) }) }
    try AtomicFile.write(Array((JSON.array(lists).text + "\n").utf8), to: path)
  }

  /// Writes the final parameters by the names and shapes of the problem's tensors, in the precision of
  /// the run.
  func writeWeights<T: StoredScalar & BinaryFloatingPoint>(as type: T.Type, to path: String) throws
  {
    try WeightsFile.write(
      report.parameters, of: problem.layout, as: type,
      metadata: ["problem": problem.specification.description], to: path)
  }

  /// The picture of `--plot`: the loss, and beside it the accuracy, or in two dimensions the path.
  func picture() throws -> Picture {
    let title = "\(optimizer.specification.name) on \(problem.specification.name)"
    let run = LossCurves(
      name: optimizer.specification.name, sketch: sketch, outcome: report.outcome)
    let losses = problem.losses(title: title, of: [run])
    let accuracies = run.accuracies
    if !accuracies.isEmpty {
      return Picture([losses, AccuracyPanel(title: "accuracy", curves: accuracies)])
    }
    guard problem.dimension == 2, !sketch.path.isEmpty else { return Picture([losses]) }
    let path = Curve(
      name: "path", points: sketch.path, remark: report.outcome.remark, steps: sketch.pathSteps)
    return Picture([
      losses, try problem.contours(title: "path over the contours", trajectories: [path]),
    ])
  }
}
