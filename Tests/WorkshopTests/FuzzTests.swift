import DescentFuzz
import Foundation
import Testing

/// Tests the fuzzer on shell scripts that are wrong on purpose, instead of the program.
@Suite("The fuzzer") struct FuzzTests {
  /// The finding of the fuzzer in a program that does something wrong for certain arguments.
  ///
  /// A test beside this one may start a process while the program is being written, which then holds it open
  /// for writing for a moment.
  private func finding(
    _ pattern: String, _ action: String, seconds: Double = 20
  ) throws -> (count: Int, finding: Fuzzer.Finding?) {
    do {
      return try findingOnce(pattern, action, seconds: seconds)
    } catch  where "\(error)".contains("Text file busy") {
      return try findingOnce(pattern, action, seconds: seconds)
    }
  }

  private func findingOnce(
    _ pattern: String, _ action: String, seconds: Double
  ) throws -> (count: Int, finding: Fuzzer.Finding?) {
    let path = FileManager.default.temporaryDirectory.path + "/fuzzed-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    // The program saves one word and answers nothing. A pipe would block it.
    try """
    #!/bin/sh
    case "$*" in \(pattern)) \(action) ;; esac
    while [ $# -gt 1 ]; do
      if [ "$1" = --checkpoint ] && [ ! -p "$2" ]; then echo checkpoint > "$2"; fi
      shift
    done
    echo '{}'

    """.write(toFile: path, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    let program = FuzzProgram(path: path, timeLimit: 1)
    let material = try FuzzMaterial(program)
    defer { material.remove() }
    let found = try Fuzzer(FuzzJudge(program, material)).draw(seed: 1, seconds: seconds)
    if let folder = found.finding?.folder { try? FileManager.default.removeItem(atPath: folder) }
    return found
  }

  @Test(
    "Every kind of fault is found, and made small",
    arguments: [
      ("*nan*", "kill -ILL $$", "trap"), ("*nan*", "sleep 20", "hang"),
      ("*nan*", "exit 3", "status"),
      ("*nan*", "exit 1", "status"), ("*nan*", "exit 64", "silence"),
      ("*nan*", "for i in 1 2 3 4; do echo $i >&2; done; exit 2", "errors"),
      ("*--json*", "echo '{'; exit 0", "output"),
      // A program that resumes from any file.
      ("*--resume*", #"echo "\"$(cksum < c)\""; exit 0"#, "acceptance"),
    ])
  func found(pattern: String, action: String, kind: String) throws {
    let finding = try #require(try finding(pattern, action).finding)
    #expect(finding.fault.hasPrefix(kind + ": "), "\(finding.text)")
    let line = try #require(finding.text.split(separator: "\n").dropFirst().first)
    #expect(line.contains(pattern.filter { $0 != "*" }), "\(finding.text)")
    // The command and what it is about; a checkpoint's run needs its settings.
    if pattern == "*nan*", kind != "hang", kind != "status" || action == "exit 3" {
      #expect(line.split(separator: " ").count <= 7, "\(finding.text)")
    }
  }

  @Test("A correct program has no findings") func right() throws {
    let found = try finding("no-such-arguments", "exit 3", seconds: 2)
    #expect(found.finding == nil && found.count > 20, "\(found)")
  }

  @Test("The same seed finds the same") func repeats() throws {
    let findings = try (0..<2).map { _ in try finding("*nan*", "kill -ILL $$").finding }
    let entries = findings.map { $0?.text.components(separatedBy: "for the corpus").last }
    #expect(entries[0] != nil && entries[0] == entries[1], "\(entries)")
  }

  @Test("The corpus is read, and its entries are of the present form") func corpus() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    #expect(try !FuzzCorpus.read(root.appending(path: "Fuzz").path).isEmpty)
  }
}
