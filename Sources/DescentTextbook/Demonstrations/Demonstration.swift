import Descent
import DescentPictures
import Foundation

/// A phenomenon to look at: a description, a picture, numbers, and a checked claim.
public struct Demonstration: Sendable {
  public let title: String
  /// The description, in one paragraph.
  public let text: String
  /// The claim with its control; its identifier is the demonstration's.
  public let experiment: Experiment
  package let show: @Sendable (Laboratory) throws -> Exhibit

  init(
    title: String, text: String, experiment: Experiment,
    show: @escaping @Sendable (Laboratory) throws -> Exhibit
  ) {
    self.title = title
    self.text = text
    self.experiment = experiment.showing { lab, _ in try show(lab).picture.panels }
    self.show = show
  }

  public var id: String { experiment.id }

  /// Performs the runs of the exhibit.
  /// - Throws: the errors of the runs.
  public func exhibit(_ laboratory: Laboratory) throws -> Exhibit { try show(laboratory) }
}

/// The exhibit of a demonstration.
public struct Exhibit: Sendable {
  /// The curves, trajectories or bars.
  public let picture: Picture
  /// The same as a few numbers: the first row has the headings.
  public let table: [[String]]
}

extension Textbook {
  /// The demonstrations, in teaching order.
  public static let demonstrations = [
    learningRates, batches, narrowValley, warmupAndCosine, plateau, leavingASaddle, stateMemory,
  ]

  /// Their claims, as a chapter.
  static let demonstrationClaims = Chapter(
    name: "demonstrations", title: "Demonstrations",
    experiments: demonstrations.map(\.experiment))
}

extension Path {
  /// The losses over the steps.
  func curve(_ name: String) -> Curve {
    Curve(name: name, points: losses.enumerated().map { SIMD2(Double($0), $1) })
  }

  /// The points in the plane.
  func trajectory(_ name: String) -> Curve {
    Curve(name: name, points: points.map { SIMD2($0[0], $0[1]) })
  }
}

extension Laboratory {
  /// Trains a model; the report has the loss over all examples at the start and after every pass
  /// over the data.
  func training(
    _ problem: any Problem, _ optimizer: any Optimizer, schedule: any Schedule = Constant(),
    epochs: Int, observer: @escaping (StepRecord<Double>) -> Void = { _ in }
  ) throws -> RunReport {
    var options = RunOptions(.epochs(epochs))
    options.seed = seed
    options.tracedDimension = 0
    return try Run<Double>(
      problem, optimizer, schedule: schedule, options: options, observers: [observer]
    ).finish()
  }
}

extension RunReport {
  /// The loss over all training examples, by passes over the data.
  var epochLosses: [Double] { trace.metrics.map(\.values.trainLoss) }
}

/// A number in a sentence or a table, with three significant digits by default.
func rounded(_ number: Double, digits: Int = 3) -> String {
  String(format: "%.\(digits)g", number)
}
