import DescentCommand
import Foundation

/// The command line, run inside this process.
enum CommandBench {
  /// Adam on two-dimensional Rosenbrock through `descent run`, with every step recorded. The time is the one
  /// that the command reports, which excludes writing the file.
  static func rosenbrock() -> Work {
    let steps = RosenbrockBench.steps
    let trace = temporaryFile("trace.csv")
    let arguments = [
      "run", "--problem", "rosenbrock", "--optimizer", "adam", "--steps", String(steps), "--trace",
      trace, "--json",
    ]
    func seconds() throws -> Double {
      defer { try? FileManager.default.removeItem(atPath: trace) }
      let record = ConsoleRecord()
      let status = blocking { await DescentCommand.execute(arguments, console: record.console) }
      guard status == 0 else { throw BenchError(record.errors) }
      struct Output: Decodable { let seconds: Double }
      return try JSONDecoder().decode(Output.self, from: Data(record.output.utf8)).seconds
    }
    return Work(
      name: "descent run, trace on", units: steps, isOneThread: false, body: { _ = try seconds() },
      ownTime: { try seconds() * 1e9 })
  }
}

struct BenchError: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

/// A unique path for a temporary file.
func temporaryFile(_ name: String) -> String {
  FileManager.default.temporaryDirectory.appending(
    path: "descent-\(ProcessInfo.processInfo.processIdentifier)-\(name)"
  ).path()
}

/// Waits for a task. - Precondition: it is not called from a task, because it would block a thread of the
/// shared pool.
func blocking<Result: Sendable>(_ body: @escaping @Sendable () async -> Result) -> Result {
  let done = DispatchSemaphore(value: 0)
  nonisolated(unsafe) var result: Result?
  Task.detached {
    result = await body()
    done.signal()
  }
  done.wait()
  return result!
}
