import Descent
import Foundation

/// The command that starts a worker: a program, its arguments and its environment.
package struct WorkerCommand: Sendable {
  /// The path of the program.
  package var program: String
  package var arguments: [String]
  package var environment: [String: String]
  /// The target that the worker loads: `torch.optim.Adam`; empty for `exec:`.
  package var target: String
  /// The command-line spelling: `python:torch.optim.Adam`.
  package var name: String
  /// For messages: the interpreter's path, and how to choose another.
  package var advice: String

  package init(
    program: String, arguments: [String], environment: [String: String], target: String,
    name: String, advice: String = ""
  ) {
    self.program = program
    self.arguments = arguments
    self.environment = environment
    self.target = target
    self.name = name
    self.advice = advice
  }
}

extension WorkerCommand {
  /// A program with arguments, split like in a POSIX shell; no shell is run.
  /// - Throws: ``WorkerFailure`` if there is no such program, or a quote is not closed.
  package init(
    exec target: String, environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(WorkerFailure) {
    guard let words = ShellWords.split(target), let first = words.first else {
      throw .didNotStart(program: "exec:\(target)", reason: "a quote is not closed")
    }
    guard let program = Self.path(of: first, environment) else {
      throw .didNotStart(program: "exec:\(target)", reason: "there is no program '\(first)'")
    }
    self.init(
      program: program, arguments: Array(words.dropFirst()), environment: environment, target: "",
      name: "exec:\(target)")
  }

  /// The Python worker under an interpreter.
  /// - Parameters:
  ///   - chosen: the interpreter that `--python` names, if there is one.
  /// - Throws: ``WorkerFailure`` if there is no interpreter.
  package init(
    python target: String, chosen: String?,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(WorkerFailure) {
    let (asked, origin) = Self.interpreter(chosen, environment)
    let way = "choose another with --python PATH or DESCENT_PYTHON"
    guard let program = Self.path(of: asked, environment) else {
      throw .didNotStart(
        program: "python:\(target)",
        reason: "there is no interpreter '\(asked)' (\(origin)): \(way)")
    }
    var own = environment
    own["PYTHONHASHSEED"] = "0"
    own["PYTHONDONTWRITEBYTECODE"] = "1"
    if own["OMP_NUM_THREADS"] == nil { own["OMP_NUM_THREADS"] = "1" }
    self.init(
      program: program, arguments: PythonWorker.arguments, environment: own, target: target,
      name: "python:\(target)", advice: "\(program) was used (\(origin)); \(way)")
  }

  /// The interpreter and its origin, the first of: `--python`, `DESCENT_PYTHON`, the active virtual
  /// environment, `./.venv`, `python3` on the path.
  private static func interpreter(
    _ chosen: String?, _ environment: [String: String]
  ) -> (program: String, origin: String) {
    if let chosen { return (chosen, "--python") }
    if let named = environment["DESCENT_PYTHON"], !named.isEmpty {
      return (named, "DESCENT_PYTHON")
    }
    if let active = environment["VIRTUAL_ENV"], !active.isEmpty {
      let program = active + "/bin/python"
      if access(program, X_OK) == 0 { return (program, "VIRTUAL_ENV") }
    }
    if access("./.venv/bin/python", X_OK) == 0 { return ("./.venv/bin/python", ".venv") }
    return ("python3", "PATH")
  }

  /// The path of a program, looked up like on a command line; nil if it is not an executable file.
  private static func path(of program: String, _ environment: [String: String]) -> String? {
    func isProgram(_ path: String) -> Bool {
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        && !isFolder.boolValue && access(path, X_OK) == 0
    }
    if program.contains("/") { return isProgram(program) ? program : nil }
    return (environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
      .map { $0 + "/" + program }.first(where: isProgram)
  }
}
