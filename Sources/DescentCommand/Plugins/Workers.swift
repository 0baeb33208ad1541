import Descent
import DescentBridge

/// The options with which the current command starts workers, and the started workers.
struct WorkerOptionsInUse {
  /// The interpreter that `--python` names.
  var python: String?
  /// The time limit of an answer, in seconds.
  var timeLimit = 10.0
  /// The number of processes per worker that may run in parallel.
  var count = 1
  /// Whether rules are given matrices instead of vectors.
  var isOfMatrices = false
  /// The optimizers, by their names in the registry.
  var started: [String: ForeignOptimizer] = [:]
  var problems: [String: WorkerHost] = [:]
}

/// Optimizers and problems that run in other processes: `python:TARGET` and `exec:TARGET`.
extension Workbench {
  /// Starts and registers the worker of a specification, unless it is running, and returns the
  /// specification with the worker's name in the registry.
  /// - Throws: `WorkerFailure`.
  func worker(_ parsed: Specification, kind: String?) throws -> Specification {
    // Use the description with its quotes, so that the name parses to the same source.
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
        "\(name) is \(isProblem ? "a problem" : "an optimizer"), not \(kind == "optimizer" ? "an" : "a") \(kind)"
      )
    }
    return Specification(.name(name), parsed.values)
  }

  /// The worker's optimizer with this name in the registry.
  func worker(named name: String) -> ForeignOptimizer? { workers.withLock { $0.started[name] } }

  /// The first failure of a problem's worker, or nil.
  var workerFailure: WorkerFailure? {
    workers.withLock { $0.problems.values.compactMap(\.failure).first }
  }

  /// Ends all workers.
  func endWorkers() {
    let hosts = workers.withLock { options in
      defer { (options.started, options.problems) = ([:], [:]) }
      return options.started.values.map(\.host) + options.problems.values
    }
    for host in hosts { host.end() }
  }
}
