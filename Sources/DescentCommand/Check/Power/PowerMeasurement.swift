import Descent
import DescentLaws
import DescentMutations
import Foundation

/// Tries every change of a rule: compiles it as a plugin, and runs the laws on it in a separate process. As
/// many changes run in parallel as there are processors.
struct PowerMeasurement {
  let source: PowerSource
  let job: CheckJob
  /// The limit in seconds from one law to the next.
  let timeLimit: Double

  /// The outcome of a change.
  enum Outcome: Sendable, Hashable {
    case rejected(by: String)
    /// The changed rule ends its process, or times out.
    case ended
    case survived
    /// Every run equals that of the original rule to the bit.
    case equivalent
    /// The compiler rejects it, so it does not count.
    case notSwift
  }

  /// - Throws: ``Failure`` if the rule itself is rejected.
  func run() async throws -> Power {
    let workplace = FileManager.default.temporaryDirectory.appending(
      path: "descent-power-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: workplace, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: workplace) }
    let clock = ContinuousClock()
    let start = clock.now
    let own = try trial(source.original, 0, workplace)
    guard case .survived = own.outcome, let trajectories = own.trajectories else {
      throw Failure(
        line:
          "descent: \(source.typed) itself is rejected (\(own.outcome.words)): see 'descent check'",
        status: 1)
    }
    let console = Console.current
    let mutations = source.mutations
    let outcomes = await concurrentMap(
      count: mutations.count, concurrency: ProcessInfo.processInfo.activeProcessorCount,
      { place -> Result<Outcome, any Error> in
        Result {
          let found = try trial(mutations[place].source, place + 1, workplace)
          return found.trajectories == trajectories ? .equivalent : found.outcome
        }
      },
      finished: { _, done in
        guard console.hasLiveLine else { return }
        console.errors("\r\u{1B}[K\(done) of \(mutations.count) changes tried")
      })
    if console.hasLiveLine { console.errors("\r\u{1B}[K") }
    return Power(
      rule: source.typed, like: job.like,
      changes: zip(mutations, try outcomes.map { try $0.get() }).map { ($0, $1) },
      seconds: (clock.now - start) / .seconds(1))
  }

  private func trial(
    _ text: String, _ number: Int, _ workplace: URL
  ) throws -> (outcome: Outcome, trajectories: String?) {
    let file = workplace.appending(path: "change\(number).swift").path
    let library = workplace.appending(path: "change\(number).so").path
    try Data(text.utf8).write(to: URL(filePath: file))
    defer { for path in [file, library] { try? FileManager.default.removeItem(atPath: path) } }
    var environment = CheckChild.environment
    environment["DESCENT_CACHE"] = workplace.appending(path: "cache").path
    // Compiling has its own time limit.
    let compilation = CheckChild(
      arguments: ["compile", file, "--output", library], timeLimit: 600, environment: environment)
    guard case .done = try compilation.run({ _ in }) else { return (.notSwift, nil) }
    let child = CheckChild(
      arguments: job.words(of: "power-worker", plugins: [library]), timeLimit: timeLimit,
      environment: environment)
    var failed: String?
    var trajectories: String?
    let ending = try child.run { event in
      failed = event.report?.law.id ?? failed
      trajectories = event.trajectories ?? trajectories
    }
    if let failed { return (.rejected(by: failed), nil) }
    guard case .done = ending else { return (.ended, nil) }
    return (trajectories == nil ? .ended : .survived, trajectories)
  }
}

extension PowerMeasurement.Outcome {
  var words: String {
    switch self {
    case .rejected(let law): "by \(law)"
    case .ended: "it ends its process"
    case .survived: "it survives"
    case .equivalent: "it is the same"
    case .notSwift: "it does not compile"
    }
  }
}
