import Foundation

/// The built program and the worker in C, which are beside the tests.
enum BridgeProgram {
  static let folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
  static let descent = folder.appending(path: "descent").path
  static let worker = folder.appending(path: "DescentBridgeWorker").path
  static let search = folder.appending(path: "DescentBridgeSearch").path
  static let problem = folder.appending(path: "DescentBridgeProblem").path
  static let misbehaviour = folder.appending(path: "DescentBridgeMisbehaviour").path

  /// Whether a Python interpreter is installed; no test needs a package.
  static let hasPython = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .contains { access($0 + "/python3", X_OK) == 0 }

  struct Result {
    var output: String
    var errors: String
    var status: Int32
    var seconds: Double
  }

  private static func process(_ arguments: [String], in workFolder: String?) -> Process {
    let process = Process()
    process.executableURL = URL(filePath: descent)
    process.arguments = arguments
    if let workFolder { process.currentDirectoryURL = URL(filePath: workFolder) }
    var variables = ProcessInfo.processInfo.environment
    for name in ["DESCENT_PLUGINS", "DESCENT_PYTHON", "VIRTUAL_ENV"] { variables[name] = nil }
    variables["DESCENT_CACHE"] = folder.appending(path: "bridge-test-cache").path
    process.environment = variables
    process.standardInput = FileHandle.nullDevice
    return process
  }

  /// Runs the program; fails after a minute, so that nothing hangs.
  /// - Parameters:
  ///   - workFolder: the working directory.
  ///   - signal: sent to the program as soon as a process with this word in its command line exists.
  static func run(
    _ arguments: [String], in workFolder: String? = nil,
    signal: (number: Int32, onceThereIs: String)? = nil
  ) throws -> Result {
    let process = process(arguments, in: workFolder)
    let files = (0..<2).map { _ in
      URL(filePath: NSTemporaryDirectory()).appending(path: UUID().uuidString)
    }
    for file in files { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
    defer { for file in files { try? FileManager.default.removeItem(at: file) } }
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    let start = ContinuousClock.now
    try process.run()
    let late = DispatchWorkItem { process.terminate() }
    DispatchQueue.global().asyncAfter(deadline: .now() + 100, execute: late)
    if let signal {
      for _ in 0..<500 where processes(with: signal.onceThereIs).isEmpty { usleep(20_000) }
      // By then the worker has answered HELLO, or received its RUN.
      usleep(150_000)
      kill(process.processIdentifier, signal.number)
    }
    process.waitUntilExit()
    late.cancel()
    return Result(
      output: try String(contentsOf: files[0], encoding: .utf8),
      errors: try String(contentsOf: files[1], encoding: .utf8), status: process.terminationStatus,
      seconds: (ContinuousClock.now - start) / .seconds(1))
  }

  /// Gradient descent as a plain Python class.
  static func plainRule(_ name: String) -> String {
    """
    class \(name):
        def __init__(self, lr=0.1):
            self.lr = lr

        def step(self, params, grads):
            for p, g in zip(params, grads):
                for i in range(len(p) if g is not None else 0):
                    p[i] -= self.lr * g[i]
    """
  }

  /// The processes whose command line contains a word.
  static func processes(with word: String) -> [Int32] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.compactMap { Int32($0) }.filter { id in
      guard let line = FileManager.default.contents(atPath: "/proc/\(id)/cmdline") else {
        return false
      }
      let words = line.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
      // Exclude the program itself, which has the word in a specification.
      return words.contains(word)
    }
  }

  /// A worker that misbehaves, and a word that is not in the processes of other tests.
  static func marked(_ trick: String) -> (specification: String, mark: String) {
    let mark = "mark" + UUID().uuidString.filter(\.isLetter)
    return ("exec:\(misbehaviour) \(trick) \(mark)", mark)
  }

  /// Whether no process with the word is left within two seconds.
  static func isGone(_ mark: String) -> Bool {
    for _ in 0..<100 where !processes(with: mark).isEmpty { usleep(20_000) }
    return processes(with: mark).isEmpty
  }

  /// A file with its own name, in its own folder.
  static func file(_ name: String, _ text: String) throws -> (folder: String, path: String) {
    let folder = NSTemporaryDirectory() + "bridge" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
    return (folder, folder + "/" + name)
  }
}
