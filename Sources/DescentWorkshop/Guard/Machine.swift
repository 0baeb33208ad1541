import CAllocationCount
import Foundation

/// Runs a program to its end. - Returns: its standard output and standard error.
/// - Throws: if it cannot be started or fails.
func output(
  of program: String, _ arguments: [String], environment: [String: String] = [:]
) throws -> (output: String, errors: String) {
  let process = Process()
  let (output, errors) = (Pipe(), temporaryFile())
  defer { try? FileManager.default.removeItem(at: errors) }
  try Data().write(to: errors)
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = [program] + arguments
  process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
  process.standardOutput = output
  process.standardError = try FileHandle(forWritingTo: errors)
  try process.run()
  let data = output.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  let text = String(decoding: try Data(contentsOf: errors), as: UTF8.self)
  guard process.terminationStatus == 0 else {
    throw GuardError("\(program) \(arguments.joined(separator: " ")): \(text)")
  }
  return (String(decoding: data, as: UTF8.self), text)
}

struct GuardError: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

private func temporaryFile() -> URL {
  FileManager.default.temporaryDirectory.appending(
    path: "descent-guard-\(ProcessInfo.processInfo.processIdentifier)")
}

/// A function of a program.
struct Function {
  let name: String
  let range: Range<UInt64>
}

/// The functions of a program, with demangled names.
func functions(of program: String) throws -> [Function] {
  try output(of: "nm", ["--defined-only", "--print-size", program]).output.split(separator: "\n")
    .compactMap { line in
      let fields = line.split(separator: " ")
      guard fields.count == 4, "tT".contains(fields[2]), fields[3].hasPrefix("$s"),
        let start = UInt64(fields[0], radix: 16), let size = UInt64(fields[1], radix: 16),
        let name = descent_demangle(String(fields[3]))
      else { return nil }
      defer { free(name) }
      return Function(name: String(cString: name), range: start..<(start + size))
    }
}

/// An instruction: its address, its operation, and the target of a jump.
struct Instruction {
  let address: UInt64
  let operation: String
  let operands: String

  var isJump: Bool { operation.hasPrefix("j") }
  var isCall: Bool { operation.hasPrefix("call") }
  var target: UInt64? { operands.split(separator: " ").first.flatMap { UInt64($0, radix: 16) } }

  private static let arithmetic = ["add", "sub", "mul", "div", "sqrt", "max", "min"]

  /// Arithmetic on a whole register of numbers: `vmulps`, `vsqrtpd`, `vfmadd213ps`.
  var isPacked: Bool { Self.ends(operation, "p") && isKnown }
  /// Arithmetic on one number: `vmulss`, `vsqrtsd`.
  var isScalar: Bool { Self.ends(operation, "s") && isKnown }

  private static func ends(_ operation: String, _ letter: Character) -> Bool {
    let end = operation.suffix(2)
    return end.first == letter && (end.last == "s" || end.last == "d")
  }

  private var isKnown: Bool {
    let name = operation.drop { $0 == "v" }.dropLast(2)
    return Self.arithmetic.contains(String(name)) || name.hasPrefix("fm") || name.hasPrefix("fnm")
  }
}

/// The instructions of a function.
func disassemble(_ program: String, _ function: Function) throws -> [Instruction] {
  let arguments = [
    "--disassemble", "--no-show-raw-insn", "--start-address=\(function.range.lowerBound)",
    "--stop-address=\(function.range.upperBound)", program,
  ]
  return try output(of: "objdump", arguments).output.split(separator: "\n").compactMap { line in
    let fields = line.split(separator: "\t", maxSplits: 1)
    guard fields.count == 2, let colon = fields[0].lastIndex(of: ":"),
      let address = UInt64(fields[0][..<colon].drop { $0 == " " }, radix: 16)
    else { return nil }
    let words = fields[1].split(separator: " ", maxSplits: 1)
    guard let operation = words.first else { return nil }
    return Instruction(
      address: address, operation: String(operation),
      operands: words.count > 1 ? words[1].drop { $0 == " " }.description : "")
  }
}
