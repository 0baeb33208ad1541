import Foundation

/// The built program and the worker in C, which lie beside the tests.
enum BridgeProgram {
  static let folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
  static let descent = folder.appending(path: "descent").path
  static let worker = folder.appending(path: "DescentBridgeWorker").path

  struct Result {
    var output: String
    var errors: String
    var status: Int32
    var seconds: Double
  }

  /// Runs the program; fails after a minute, so that nothing hangs.
  static func run(_ arguments: [String]) throws -> Result {
    let process = Process()
    process.executableURL = URL(filePath: descent)
    process.arguments = arguments
    var variables = ProcessInfo.processInfo.environment
    variables["DESCENT_PLUGINS"] = nil
    variables["DESCENT_CACHE"] = folder.appending(path: "bridge-test-cache").path
    process.environment = variables
    process.standardInput = FileHandle.nullDevice
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
    process.waitUntilExit()
    late.cancel()
    return Result(
      output: try String(contentsOf: files[0], encoding: .utf8),
      errors: try String(contentsOf: files[1], encoding: .utf8), status: process.terminationStatus,
      seconds: (ContinuousClock.now - start) / .seconds(1))
  }

  /// The processes whose command line has a word.
  static func processes(with word: String) -> [Int32] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.compactMap { Int32($0) }.filter { id in
      guard let line = FileManager.default.contents(atPath: "/proc/\(id)/cmdline") else {
        return false
      }
      let words = line.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
      // Not the program that has it in a specification.
      return words.contains(word)
    }
  }

  /// A copy of the worker's name that no other test's processes have.
  static func marked(_ arguments: String) -> (specification: String, mark: String) {
    let mark = "mark" + UUID().uuidString.filter(\.isLetter)
    return ("exec:\(worker) \(arguments) \(mark)", mark)
  }
}
