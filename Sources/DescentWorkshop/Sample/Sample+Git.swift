import Foundation

extension Sample {
  /// The sample of the commit that is checked out. The change covers the commit and all uncommitted files.
  /// - Returns: nil if there is no repository or no git command, in which case everything is checked.
  package static func current() -> Sample? {
    // CI compares with the target branch of the merge.
    let base = ProcessInfo.processInfo.environment["BASE"] ?? "HEAD~1"
    guard let commit = git(["rev-parse", "HEAD"])?.first,
      let changed = git(["diff", "--name-only", base]),
      let new = git(["ls-files", "--others", "--exclude-standard"])
    else { return nil }
    return Sample(seed: commit, touching: changed + new)
  }

  /// A seed derived from the commit that is checked out; 0 if there is none.
  package static func seed() -> UInt64 { current().map { $0.seed } ?? 0 }

  /// The lines of git's output; nil if it fails.
  private static func git(_ arguments: [String]) -> [String]? {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["git"] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { return nil }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}
