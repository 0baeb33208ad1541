import DescentLaws

/// The reason why a worker did not answer a request.
package enum WorkerFailure: Error, Sendable, Hashable {
  /// The program could not be run, or did not answer HELLO.
  case didNotStart(program: String, reason: String)
  /// The worker sent bytes that are not a valid answer.
  case noFrame(String)
  /// The worker process ended: how, and the last line of its standard error.
  case ended(how: String, lastLine: String)
  /// The worker did not answer within the time limit; with the last line of its standard error.
  case silent(seconds: Double, request: String, lastLine: String)
  /// The rule raised an error.
  case raised(type: String, message: String, place: String)
  /// The rule does not take these settings, this layout or this precision.
  case refused(String)
  /// The worker was lost too often, and gets no more requests.
  case givenUp
  /// The rule evaluated the objective at another point when a step was repeated.
  case notRepeatable
  /// The history of a state is no longer kept.
  case forgotten

  /// Whether the process cannot be used afterwards.
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
    case .noFrame(let reason): "the worker sent an invalid frame: \(reason)"
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
      "asked for the objective at another point when its steps were repeated: a rule must be "
        + "deterministic given its seed"
    case .forgotten:
      "the history of this state is no longer kept: only the newest 64 MiB of steps can be forked"
    }
  }
}

/// The description of a lost worker is the message of a law's violation.
extension WorkerFailure: ProcessLoss {
  package var isProcessLost: Bool { isLoss }
}
