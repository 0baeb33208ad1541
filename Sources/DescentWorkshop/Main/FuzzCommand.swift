import ArgumentParser
import DescentCommand
import DescentFuzz
import DescentSample
import Foundation

/// `DescentWorkshop fuzz`: runs the program on random input of every kind.
struct FuzzCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fuzz",
    abstract: "Run the program on random arguments and on damaged files.",
    discussion: """
      Replays the corpus, then runs random trials for the given number of seconds. A trial fails if the \
      program traps, hangs, exits with a status that is not in the README's table, fails without an error \
      message, or prints too many messages, or if a damaged file changes the output without an error. A sixth \
      of the time is spent on examples that are written in every supported file format, read back and \
      compared.

      Exits with 1 after a failure and prints the smallest failing command found.
      """)

  @Option(help: "Seconds of random trials after the corpus.")
  var seconds = 60.0

  @Option(help: "Seed of the trials (default: derived from the commit).")
  var seed: UInt64?

  @Option(help: ArgumentHelp("Folder of the corpus.", valueName: "dir"))
  var corpus = "Tests/Fuzz"

  @Option(help: ArgumentHelp("The program to test.", valueName: "file"))
  var program = ".build/release/descent"

  @Option(help: "Time limit of a command, in seconds.")
  var limit = 30.0

  @Flag(help: "Continue after a failure until the time is up.")
  var all = false

  func run() async throws {
    guard seconds >= 0, seconds <= 1e6, limit > 0, limit <= 1e6 else {
      throw Failure.usage("--seconds and --limit must be numbers up to 1e6")
    }
    let path = URL(filePath: program).standardizedFileURL.path(percentEncoded: false)
    let program = FuzzProgram(path: path, timeLimit: limit)
    let material = try FuzzMaterial(program)
    defer { material.remove() }
    let trials = try FuzzCorpus.read(corpus)
    let fuzzer = Fuzzer(FuzzJudge(program, material))
    let seed = seed ?? Sample.seed()
    let console = Console.current
    var failures = 0
    func tell(_ finding: Fuzzer.Finding, _ place: String) throws {
      console.print("fuzz: failed \(place): \(finding.text)")
      failures += 1
      if !all { throw Failure.verdict }
    }
    if let finding = try fuzzer.replay(trials) { try tell(finding, "in the corpus") }
    let formats = try FuzzFormats()
    let (written, fault) = try formats.draw(seed: seed, seconds: seconds / 6)
    if let fault {
      console.print("fuzz: failed in the forms of files: \(fault)")
      failures += 1
      if !all { throw Failure.verdict }
    } else {
      formats.remove()
    }
    let end = ContinuousClock.now + .seconds(seconds * 5 / 6)
    var count = 0
    repeat {
      let left = (end - .now) / .seconds(1)
      let drawn = try fuzzer.draw(seed: seed, seconds: left, from: count)
      count = drawn.count
      if let finding = drawn.finding { try tell(finding, "with seed \(seed)") }
    } while ContinuousClock.now < end
    console.print(
      "fuzz: \(trials.count) trials of the corpus and \(count) of seed \(seed), \(written) files read back, "
        + "\(failures == 0 ? "none" : "\(failures)") failed")
    if failures > 0 { throw Failure.verdict }
  }
}
