import Descent
import DescentBridge

/// How workers are started in the command under way, and those that were.
struct WorkerOptionsInUse {
  /// The interpreter that a person named.
  var python: String?
  /// Seconds for an answer.
  var timeLimit = 10.0
  /// How many may work at once.
  var count = 1
  /// Whether rules are given matrices in the place of vectors.
  var isOfMatrices = false
  /// By the name under which the registry has them.
  var started: [String: ForeignOptimizer] = [:]
  var problems: [String: WorkerHost] = [:]
}

/// Optimizers that live in other processes: `python:TARGET` and `exec:TARGET`.
extension Workbench {
  /// The specification by the name under which the registry has what a worker is, once it is started.
  /// - Throws: `WorkerFailure`.
  func worker(_ parsed: Specification, kind: String?) throws -> Specification {
    // Quotes and all, so that a name reads back as what it names.
    let name = Specification(parsed.source).description
    let options = workers.withLock { $0 }
    if options.started[name] == nil, options.problems[name] == nil {
      let command: WorkerCommand
      switch parsed.source {
      case .exec(let target): command = try WorkerCommand(exec: target)
      case .python(let target):
        command = try WorkerCommand(
          python: target, chosen: options.python)
      case .name, .file: return parsed
      }
      let host = try WorkerHost(
        command, timeLimit: options.timeLimit, workers: options.count,
        isOfMatrices: options.isOfMatrices)
      if host.handshake.isProblem {
        workers.withLock { $0.problems[name] = host }
        register(host.problemEntry(name: name))
      } else {
        let optimizer = ForeignOptimizer(host, name: name)
        workers.withLock { $0.started[name] = optimizer }
        register(optimizer.entry)
      }
    }
    let isProblem = workers.withLock { $0.problems[name] != nil }
    if let kind, kind != (isProblem ? "problem" : "optimizer") {
      throw Failure.usage(
        "\(name) is \(isProblem ? "a problem" : "an optimizer"), and \(kind == "optimizer" ? "an" : "a") \(kind) is wanted"
      )
    }
    return Specification(.name(name), parsed.values)
  }

  /// The optimizer of a worker that the registry has under a name.
  func worker(named name: String) -> ForeignOptimizer? { workers.withLock { $0.started[name] } }

  /// Why a problem's numbers could not be had, if that happened.
  var workerFailure: WorkerFailure? {
    workers.withLock { $0.problems.values.compactMap(\.failure).first }
  }

  /// Lets all workers end.
  func endWorkers() {
    let hosts = workers.withLock { options in
      defer { (options.started, options.problems) = ([:], [:]) }
      return options.started.values.map(\.host) + options.problems.values
    }
    for host in hosts { host.end() }
  }
}
