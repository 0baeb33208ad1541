import DescentBridge
import Foundation
import Testing

#if os(Linux)
  @Suite("After a kill of any process, nothing is left and one line says so", .serialized)
  struct KillTests {
    /// Workers that do not answer HELLO, do not answer RUN, and do not end when asked to.
    static let moments = ["hello", "silent", "stubborn"]

    static func commands(_ specification: String) -> [[String]] {
      [
        ["run", "--problem", "rosenbrock", "--steps", "1000000", "--optimizer", specification],
        ["check", specification, "--law", "P1", "--no-database"],
        [
          "race", "--problem", "rosenbrock", "--optimizer", "adam", "--optimizer", specification,
          "--steps", "1000000",
        ],
      ]
    }

    @Test("The program", arguments: moments, [0, 1])
    func program(_ trick: String, _ place: Int) throws {
      let (specification, mark) = BridgeProgram.marked(trick)
      let result = try BridgeProgram.run(
        Self.commands(specification)[place], signal: (SIGKILL, onceThereIs: mark))
      #expect(result.status == SIGKILL)
      #expect(BridgeProgram.isGone(mark))
    }

    @Test("Ctrl-C", arguments: moments, [0, 1, 2])
    func interrupted(_ trick: String, _ place: Int) throws {
      let (specification, mark) = BridgeProgram.marked(trick)
      let result = try BridgeProgram.run(
        Self.commands(specification)[place], signal: (SIGINT, onceThereIs: mark))
      #expect(result.status == 130, "\(result.output) \(result.errors)")
      let lines = result.errors.split(separator: "\n")
      #expect(lines.count == 1 && result.errors.contains("SIGINT"), "\(result.errors)")
      #expect(result.seconds < 8)
      #expect(BridgeProgram.isGone(mark))
    }

    @Test("The worker", arguments: ["hello", "silent"])
    func worker(_ trick: String) throws {
      let (specification, mark) = BridgeProgram.marked(trick)
      let killer = Thread {
        for _ in 0..<500 where BridgeProgram.processes(with: mark).isEmpty { usleep(20_000) }
        usleep(150_000)
        for id in BridgeProgram.processes(with: mark) { kill(id, SIGKILL) }
      }
      killer.start()
      let result = try BridgeProgram.run(Self.commands(specification)[0])
      #expect(result.status == 2)
      let lines = result.errors.split(separator: "\n")
      #expect(
        lines.count == 1
          && result.errors.contains("ended the process of the worker, by signal 9 (killed)"),
        "\(result.errors)")
      #expect(BridgeProgram.isGone(mark))
    }

    @Test(
      "Neither a worker that forks nor one that stays leaves a process",
      arguments: ["forks", "stays"])
    func remains(_ trick: String) throws {
      let (specification, mark) = BridgeProgram.marked(trick)
      let result = try BridgeProgram.run([
        "run", "--problem", "rosenbrock", "--steps", "5", "--optimizer", specification,
      ])
      #expect(result.status == 0, "\(result.errors)")
      #expect(BridgeProgram.isGone(mark))
    }

    @Test("A slow import is reported, with the option that allows more time") func patience() throws
    {
      let (specification, mark) = BridgeProgram.marked("hello")
      let command = try WorkerCommand(exec: String(specification.dropFirst(5)))
      let failure = #expect(throws: WorkerFailure.self) {
        _ = try WorkerHost(command, patience: 0.3)
      }
      let text = failure.map { "\($0)" } ?? ""
      #expect(text.contains("did not come back within 0.3 s (HELLO"), "\(text)")
      #expect(text.contains("--time-limit"), "\(text)")
      #expect(BridgeProgram.isGone(mark))
    }
  }
#endif
