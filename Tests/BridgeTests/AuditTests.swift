import DescentFiles
import Foundation
import Testing

@Suite(
  "An audit of a module", .enabled(if: BridgeProgram.hasPython, "no python3"), .serialized)
struct AuditTests {
  static func module(_ second: String) -> String {
    """
    \(BridgeProgram.plainRule("Plain"))


    class \(second):
        def __init__(self, lr=0.1):
            self.lr = lr

        def step(self, params, grads):
            raise KeyError("exp_avg")


    class Helper:
        pass
    """
  }

  static func audit(_ folder: String, _ more: [String]) throws -> BridgeProgram.Result {
    try BridgeProgram.run(["audit", "python:zoo.py", "--json", "a.json"] + more, in: folder)
  }

  @Test("finds the wrong rule, resumes, and compares with an earlier audit")
  func module() throws {
    let (folder, path) = try BridgeProgram.file("zoo.py", Self.module("Broken"))
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let first = try Self.audit(folder, ["--junit", "a.xml"])
    #expect(first.status == 1, "\(first.errors)")
    #expect(first.output.contains("1 right, 1 with findings, 0 not checked"), "\(first.output)")
    let json = JSON(line: try String(contentsOfFile: folder + "/a.json", encoding: .utf8))
    let names = json?["optimizers"]?.array?.compactMap { $0["target"]?.string }
    #expect(names == ["zoo.py:Broken", "zoo.py:Plain"])
    let report = try String(contentsOfFile: folder + "/a.xml", encoding: .utf8)
    #expect(report.contains(#"tests="2" failures="1""#) && report.contains("KeyError: 'exp_avg'"))
    #expect(try Self.isXML(folder + "/a.xml"))

    // All optimizers are already checked.
    let again = try Self.audit(folder, ["--resume"])
    #expect(again.status == 1 && again.seconds < first.seconds / 2, "\(again.errors)")

    try FileManager.default.moveItem(atPath: folder + "/a.json", toPath: folder + "/old.json")
    let same = try Self.audit(folder, ["--baseline", "old.json"])
    #expect(same.status == 0, "\(same.output) \(same.errors)")
    #expect(same.output.contains("unchanged"), "\(same.output)")
    try Self.module("Other").write(toFile: path, atomically: true, encoding: .utf8)
    let other = try Self.audit(folder, ["--baseline", "old.json"])
    #expect(other.status == 1, "\(other.output) \(other.errors)")
    #expect(other.output.contains("new") && other.output.contains("zoo.py:Other"))
  }

  private static func isXML(_ path: String) throws -> Bool {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "python3", "-c", "import sys, xml.etree.ElementTree as e; e.parse(sys.argv[1])", path,
    ]
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  @Test(
    "of a missing module, or one without optimizers, is one line",
    arguments: [("none.py", "no file"), ("empty.py", "has no optimizer")])
  func nothing(_ name: String, _ words: String) throws {
    let (folder, _) = try BridgeProgram.file("empty.py", "x = 1\n")
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let result = try BridgeProgram.run(["audit", "python:\(name)"], in: folder)
    #expect(result.status == 2)
    #expect(
      result.errors.contains(words) && result.errors.split(separator: "\n").count == 1,
      "\(result.errors)")
  }

  #if os(Linux)
    @Test("ends at Ctrl-C, also during an import") func interrupted() throws {
      let mark = "mark" + UUID().uuidString.filter(\.isLetter)
      let (folder, path) = try BridgeProgram.file(
        "slow.py",
        """
        import subprocess, time
        subprocess.Popen(["/bin/sh", "-c", "sleep 100; true", "\(mark)"])
        time.sleep(100)
        """)
      defer { try? FileManager.default.removeItem(atPath: folder) }
      let result = try BridgeProgram.run(
        ["audit", "python:\(path)"], signal: (SIGINT, onceThereIs: mark))
      #expect(result.status == 130, "\(result.output) \(result.errors)")
      #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
      #expect(BridgeProgram.isGone(mark))
    }
  #endif
}
