import Foundation
import Testing

@Suite("A worker that misbehaves causes one line and an exit status", .serialized)
struct MisbehaviourTests {
  static let tricks: [(trick: String, words: String)] = [
    ("garbage", "the worker sent an invalid frame: it begins with 01 02 03"),
    ("sequence", "the worker sent an invalid frame: it answers request"),
    ("short", "the worker sent an invalid frame: its body has"),
    ("long", "the worker sent an invalid frame: its body has"),
    ("huge", "the worker sent an invalid frame: its body has 9223372036854775808 bytes"),
    ("version", "the worker sent an invalid frame: its protocol is 2, this program's is 1"),
    ("exit0", "ended the process of the worker, with exit status 0"),
    ("exit3", "ended the process of the worker, with exit status 3: no more of this"),
    ("crash", "ended the process of the worker, by signal 11"),
    ("notes", "with exit status 3: note 30"),
    ("kind", "its kind is 77"), ("other-kind", "a frame save answers a request run"),
    ("zero", "its bytes 20 to 23 are not 0"), ("json", "its header is not valid JSON"),
    ("half", "in the middle of an answer"), ("no-rate", "has no instance or no rate"),
    ("no-instance", "has no instance or no rate"),
    ("asks", "it asks for the objective, which it did not announce in HELLO"),
    ("asks-wide", "it asks at a point of 20 bytes instead of 16"),
    ("dies-early", "with exit status 4: no license"),
    ("prints", "the worker sent an invalid frame: it begins with"),
    ("twice", "the worker sent an invalid frame"),
    ("raises", "KeyError: 'exp_avg' (rule.c:12 in step)"),
  ]

  @Test("In a run it is one line on standard error and status 2", arguments: tricks)
  func run(_ trick: String, _ words: String) throws {
    let (specification, mark) = BridgeProgram.marked(trick)
    let result = try BridgeProgram.run([
      "run", "--problem", "rosenbrock", "--steps", "10", "--optimizer", specification,
    ])
    #expect(result.status == 2)
    let lines = result.errors.split(separator: "\n")
    #expect(lines.count == 1 && result.errors.contains(words), "\(result.errors)")
    #expect(BridgeProgram.processes(with: mark).isEmpty)
  }

  /// Tricks that prevent making a rule, so that no law has a case.
  static let withoutRule = ["no-rate", "no-instance", "dies-early"]

  @Test(
    "A rule that cannot be made is one line and status 2 in a check, too",
    arguments: tricks.filter { withoutRule.contains($0.0) })
  func unmade(_ trick: String, _ words: String) throws {
    let (specification, mark) = BridgeProgram.marked(trick)
    let result = try BridgeProgram.run(["check", specification, "--law", "P1", "--no-database"])
    #expect(result.status == 2)
    #expect(
      result.errors.contains(words) && result.errors.split(separator: "\n").count == 1,
      "\(result.errors)")
    #expect(BridgeProgram.processes(with: mark).isEmpty)
  }

  @Test(
    "Under a law it is a violation and status 1",
    arguments: tricks.filter { !withoutRule.contains($0.0) })
  func check(_ trick: String, _ words: String) throws {
    let (specification, mark) = BridgeProgram.marked(trick)
    let result = try BridgeProgram.run(["check", specification, "--law", "P1", "--no-database"])
    #expect(result.status == 1, "\(result.output) \(result.errors)")
    // The smallest case has no numbers, so its answer has no middle at which it could end.
    let told = ["half": "with exit status 5", "asks-wide": "it asks at a point of 20 bytes"][trick]
    #expect(
      result.output.contains("FAILED P1") && result.output.contains(told ?? words),
      "\(result.output)")
    #expect(result.errors.isEmpty, "\(result.errors)")
    #expect(BridgeProgram.processes(with: mark).isEmpty)
  }

  @Test("A silent worker ends at the time limit") func silence() throws {
    let (specification, mark) = BridgeProgram.marked("silent")
    let result = try BridgeProgram.run([
      "check", specification, "--law", "P1", "--time-limit", "1", "--no-database",
    ])
    #expect(result.status == 1 && result.output.contains("did not come back within 1 s"))
    #expect(result.seconds < 30)
    #expect(BridgeProgram.processes(with: mark).isEmpty)
  }

  @Test("A worker of another protocol is not used") func otherProtocol() throws {
    let (specification, mark) = BridgeProgram.marked("protocol")
    let result = try BridgeProgram.run(["show", specification])
    #expect(result.status == 2)
    #expect(result.errors.contains("its HELLO speaks protocol 2, not 1"), "\(result.errors)")
    #expect(result.errors.split(separator: "\n").count == 1)
    #expect(BridgeProgram.processes(with: mark).isEmpty)
  }

  @Test(
    "A program that cannot be run, or a typing error, is one line",
    arguments: [
      ("exec:/nowhere/at/all", Int32(2), "there is no program '/nowhere/at/all'"),
      ("exec:'unclosed", 2, "a quote is not closed"),
      ("python:x.Y", 2, "there is no interpreter '/nowhere/python' (--python)"),
      ("exec:\(BridgeProgram.worker) adam:beta=1", 64, "has no 'beta'; did you mean 'beta1'?"),
      ("exec:\(BridgeProgram.worker) adam:lr=fast", 64, "lr must be a number, got 'fast'"),
      ("exec:\(BridgeProgram.worker) adam:lr=1,lr=2", 64, "lr is given twice"),
    ])
  func typed(_ specification: String, _ status: Int32, _ words: String) throws {
    let result = try BridgeProgram.run([
      "run", "--problem", "rosenbrock", "--optimizer", specification, "--python",
      "/nowhere/python",
    ])
    #expect(result.status == status, "\(result.errors)")
    #expect(
      result.errors.contains(words) && result.errors.split(separator: "\n").count == 1,
      "\(result.errors)")
  }
}
