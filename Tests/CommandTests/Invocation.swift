import DescentCommand
import Foundation

/// The result of one command line.
struct Invocation {
  let status: Int32
  let output: String
  let errors: String
}

/// Runs the command line in this process.
func descent(_ arguments: [String], width: Int = 80) async -> Invocation {
  let record = ConsoleRecord()
  let status = await DescentCommand.execute(arguments, console: record.console(width: width))
  return Invocation(status: status, output: record.output, errors: record.errors)
}

func descent(_ line: String) async -> Invocation {
  await descent(line.split(separator: " ").map(String.init))
}

/// A separate directory for each test, which is deleted afterwards.
final class Workplace {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/descent-test-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  subscript(name: String) -> String { path + "/" + name }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: self[name]))
  }

  func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: self[name])), as: UTF8.self)
  }

  /// The names of all files in the directory, sorted.
  var contents: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
  }
}
