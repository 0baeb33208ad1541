import Foundation
import Testing

/// Tests the built program when its output cannot be written, or a signal asks it to end.
@Suite("The output of a command") struct OutputTests {
  /// Runs a line of shell, in which `descent` is the built program.
  static func shell(_ line: String, in place: Workplace) throws -> Invocation {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = [
      "-c", "set -o pipefail; descent() { '\(Program.url.path)' \"$@\"; }; " + line,
    ]
    process.currentDirectoryURL = URL(filePath: place.path)
    var variables = ProcessInfo.processInfo.environment
    variables["DESCENT_CACHE"] = Program.cache
    variables["DESCENT_PLUGINS"] = nil
    process.environment = variables
    process.standardInput = FileHandle.nullDevice
    let files = try (0..<2).map { _ in try Program.TemporaryOutput() }
    process.standardOutput = files[0].handle
    process.standardError = files[1].handle
    try process.run()
    return try Program.Running(process: process, output: files[0], errors: files[1]).end()
  }

  static let commands = [
    "list", "show adam", "run --problem saddle --optimizer adam", "check sgd --law P1",
    "race --problem saddle --optimizer adam --steps 10", "verify saddle", "evaluate beale --at=1,1",
    "diff sgd sgd", "reproduce GD-03", "explain GD-03", "manual", "--help", "--version",
  ]

  #if os(Linux)
    @Test("A full standard output is one line and status 2, for every command", arguments: commands)
    func full(_ command: String) throws {
      let result = try Self.shell("descent \(command) > /dev/full", in: try Workplace())
      #expect(
        result.errors == "descent: cannot write to standard output: No space left on device\n")
      #expect(result.status == 2)
    }
  #endif

  @Test("A closed standard output is one line and status 2", arguments: commands)
  func closed(_ command: String) throws {
    let result = try Self.shell("descent \(command) >&-", in: try Workplace())
    #expect(result.errors == "descent: cannot write to standard output: Bad file descriptor\n")
    #expect(result.status == 2)
  }

  @Test("A closed pipe causes no message", arguments: commands)
  func left(_ command: String) throws {
    let result = try Self.shell("descent \(command) | true", in: try Workplace())
    #expect(result.errors.isEmpty && [0, 2].contains(result.status), "\(result.errors)")
  }

  @Test("Files are written even if the output is not read") func files() throws {
    let place = try Workplace()
    let result = try Self.shell(
      "descent run --problem saddle --optimizer adam --steps 5 --trace t.csv --checkpoint c >&-",
      in: place)
    #expect(result.status == 2)
    #expect(try place.contents == ["c", "t.csv"])
    #expect(try place.text("t.csv").split(separator: "\n").count == 7)
  }

  @Test("A closed standard error does not put messages into files") func closedErrors() throws {
    let place = try Workplace()
    let result = try Self.shell("descent run --problem saddle --optimizer adm 2>&-", in: place)
    #expect(result.status == 64 && result.output.isEmpty)
    #expect(try place.contents.isEmpty)
  }

  @Test(
    "A signal ends a run after its step: it is saved, reported, and resumed to the same numbers",
    arguments: [
      ("INT", 130), ("TERM", 143), ("HUP", 129),
    ])
  func signal(_ name: String, _ status: Int) throws {
    let place = try Workplace()
    let run = "run --problem rosenbrock --optimizer adam:lr=0.001 --steps"
    let words = (run + " 2000000000 --checkpoint c --every 1000000000").split(separator: " ")
    let running = try Program.start(words.map(String.init), in: place.path)
    Thread.sleep(forTimeInterval: 1)
    kill(running.process.processIdentifier, Int32(status - 128))
    let result = try running.end()
    #expect(Int(result.status) == status, "\(result.errors)")
    #expect(result.output.contains("interrupted after "))
    #expect(result.errors.hasPrefix("descent: ended by SIG\(name) after "), "\(result.errors)")
    #expect(result.errors.contains("--resume c"))
    #expect(try place.contents == ["c"])
    let resumed = try Program.run(run + " 2000000000 --time-limit 0.01 --resume c", in: place)
    #expect(resumed.status == 0, "\(resumed.errors)")
  }

  @Test(
    "Sizes that no machine has are refused before anything is allocated",
    arguments: [
      (
        "run --problem sphere:n=1000000000000 --optimizer sgd",
        "sphere: needs 16 TB, this machine has "
      ),
      ("run --problem sphere:n=9223372036854775807 --optimizer sgd", "sphere: needs 148 EB"),
      ("show quadratic:n=9223372036854775807", "quadratic: needs "),
      ("verify rosenbrock:n=9223372036854775807", "rosenbrock: needs "),
      ("evaluate sphere:n=1000000 --derivatives 2", "sphere: needs 16 TB"),
      ("run --problem mlp:hidden=9223372036854775807 --optimizer sgd", "mlp: needs "),
      ("run --problem mlp:hidden=1000000x --optimizer sgd", "mlp: hidden must be "),
      (
        "run --problem softmax:data=moons,examples=1000000000000 --optimizer sgd",
        "softmax: needs 32 TB"
      ),
      ("race --problem sphere --optimizer sgd:lr=0.1 --steps 9223372036854775807", "race: needs "),
    ])
  func size(_ line: String, _ message: String) throws {
    let result = try Program.run(line, in: try Workplace())
    #expect(result.errors.hasPrefix("descent: " + message), "\(result.errors)")
    #expect(result.errors.split(separator: "\n").count == 1 && result.status == 64)
  }

  @Test("A time limit of any size is a time limit") func endless() throws {
    let result = try Program.run(
      "run --problem rosenbrock --optimizer adam --steps 5 --time-limit 1e300", in: try Workplace())
    #expect(result.status == 0 && result.errors.isEmpty)
  }

  @Test(
    "A pipe or a device in place of a file is refused, without waiting",
    arguments: [
      "run --problem softmax:data=./fifo --optimizer sgd",
      "run --problem leastsquares:data=./fifo --optimizer sgd",
      "run --problem saddle --optimizer sgd --resume fifo",
      "run --problem saddle --optimizer sgd --start fifo",
      "run --problem softmax:data=iris --optimizer sgd --batches fifo",
      "trace --optimizer sgd --gradients fifo", "run --problem saddle --optimizer fifo.swift",
      "run --problem softmax:data=/dev/zero --optimizer sgd",
      "trace --optimizer sgd --gradients /dev/zero",
    ])
  func pipe(_ line: String) throws {
    let place = try Workplace()
    let result = try Self.shell(
      "mkfifo fifo fifo.swift; timeout 10 bash -c \"'\(Program.url.path)' \(line)\"", in: place)
    #expect(result.status == 2, "\(result.errors)")
    #expect(result.errors.contains("it is not a regular file"), "\(result.errors)")
    #expect(result.errors.split(separator: "\n").count == 1)
  }

  @Test("The next write deletes the temporary file of a killed process") func swept() throws {
    let place = try Workplace()
    try place.write("", to: ".descent-4194303-x.tmp")
    try place.write("", to: ".descent-1-x.tmp")
    _ = try Program.run("run --problem saddle --optimizer sgd --checkpoint c", in: place)
    #expect(try place.contents == [".descent-1-x.tmp", "c"])
  }
}
