import DescentLaws

/// Why a worker did not do what it was asked.
package enum WorkerFailure: Error, Sendable, Hashable {
  /// The program could not be run, or did not say what it is.
  case didNotStart(program: String, reason: String)
  /// Bytes that are no answer.
  case noFrame(String)
  /// It came to its end: how, and the last line of its standard error.
  case ended(how: String, lastLine: String)
  /// It said nothing for so long; the last line of its standard error.
  case silent(seconds: Double, request: String, lastLine: String)
  /// The rule raised an error.
  case raised(type: String, message: String, place: String)
  /// The rule takes no such settings, layout or precision.
  case refused(String)
  /// It was lost too often; nothing is asked of it any more.
  case givenUp
  /// It asked for the objective at another point when a step was taken again.
  case notRepeatable
  /// The history of a state is no longer kept.
  case forgotten

  /// Whether the process is of no use afterwards.
  var isLoss: Bool {
    switch self {
    case .noFrame, .ended, .silent, .notRepeatable: true
    default: false
    }
  }
}

extension WorkerFailure: CustomStringConvertible {
  package var description: String {
    switch self {
    case .didNotStart(let program, let reason): "\(program): \(reason)"
    case .noFrame(let reason): "the worker sent what is no frame: \(reason)"
    case .ended(let how, let line):
      "ended the process of the worker, \(how)" + (line.isEmpty ? "" : ": \(line)")
    case .silent(let seconds, let request, let line):
      "did not come back within \(seconds == seconds.rounded() ? "\(Int(seconds))" : "\(seconds)") s"
        + " (\(request))" + (line.isEmpty ? "" : ": \(line)")
    case .raised(let type, let message, let place):
      "\(type)\(message.isEmpty ? "" : ": \(message)")" + (place.isEmpty ? "" : " (\(place))")
    case .refused(let reason): reason
    case .givenUp: "the worker was lost too often and is not started again"
    case .notRepeatable:
      "asked for the objective at another point when its steps were taken again: a rule must be "
        + "deterministic given its seed"
    case .forgotten:
      "the history of this state is no longer kept: only the newest 64 MiB of steps can be forked"
    }
  }
}

/// A worker that was lost speaks for itself in a law's violation.
extension WorkerFailure: ProcessLoss {
  package var isProcessLost: Bool { isLoss }
}
