import Descent
import Foundation
import Testing

/// Kills the built program at random moments.
@Suite("A killed run") struct KillTests {
  static let arguments = [
    "run", "--problem", "softmax:data=iris,ridge=0.01,batch=16", "--optimizer", "adam:lr=0.02",
    "--schedule", "cosine:horizon=240", "--epochs", "30", "--seed", "7", "--accumulate", "2",
    "--json",
  ]

  /// The program, which is beside the test bundle in any build folder.
  private var program: URL {
    let test = URL(filePath: CommandLine.arguments[0])
    return test.deletingLastPathComponent().appending(path: "descent")
  }

  private func start(_ arguments: [String], output: FileHandle) throws -> Process {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  /// The result of a run without its time, which may differ.
  private func result(_ arguments: [String], in directory: URL) throws -> [String: Any] {
    let path = directory.appending(path: "output.json")
    try Data().write(to: path)
    let output = try FileHandle(forWritingTo: path)
    let process = try start(arguments, output: output)
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    let object = try JSONSerialization.jsonObject(with: Data(contentsOf: path))
    var result = try #require(object as? [String: Any])
    result["seconds"] = nil
    return result
  }

  @Test(
    "a run killed at a random moment, 20 times, resumes to exactly the uninterrupted run's result")
  func killed() throws {
    let directory = FileManager.default.temporaryDirectory
      .appending(path: "descent-kill-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    let whole = try result(Self.arguments, in: directory)
    let checkpoint = directory.appending(path: "run.safetensors").path()
    let saving = Self.arguments + ["--checkpoint", checkpoint, "--every", "1"]
    let start = ContinuousClock.now
    _ = try result(saving, in: directory)
    var length = start.duration(to: .now) / .seconds(1)
    let random = CounterRandom(seed: 20)
    var (interrupted, kill) = (0, 0)
    while interrupted < 20, kill < 100 {
      try? FileManager.default.removeItem(atPath: checkpoint)
      let process = try self.start(saving, output: .nullDevice)
      // Kill at any time from before the first checkpoint to near the end.
      Thread.sleep(forTimeInterval: random.uniform(UInt64(kill)) * length)
      Foundation.kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      kill += 1
      // The machine may be less busy than when the run was timed. A kill that comes too late does not
      // count, and the next ones come earlier.
      guard process.terminationReason == .uncaughtSignal else {
        length *= 0.8
        continue
      }
      interrupted += 1
      let hasSaved = FileManager.default.fileExists(atPath: checkpoint)
      let resumed = try result(
        Self.arguments + (hasSaved ? ["--resume", checkpoint] : []), in: directory)
      #expect(NSDictionary(dictionary: resumed).isEqual(to: whole), "kill \(kill)")
    }
    #expect(interrupted == 20)
  }
}
