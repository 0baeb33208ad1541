import ArgumentParser
import Descent
import DescentLaws

/// `descent power-worker`: runs the laws on one changed rule until one rejects it, for the process that
/// counts.
struct PowerWorker: AsyncParsableCommand, TakesPlugins {
  static let configuration = CommandConfiguration(
    commandName: "power-worker", abstract: "Try one changed rule for another process.",
    shouldDisplay: false)

  @OptionGroup var options: WorkerOptions
  @OptionGroup var plugins: PluginOptions

  func run() async throws {
    let channel = options.begin()
    let (entry, _, battery) = try options.subject()
    for law in battery.selection(tier: options.tier, ids: options.law) {
      channel.say(WorkerEvent(law: law))
      let report = battery.report(
        law: law, cases: options.cases, seed: options.seed, shrinks: false)
      guard report.hasFailed else { continue }
      channel.say(WorkerEvent(report: report))
      return
    }
    guard case .optimizer(let rule) = entry, let type = rule.optimizerType else { return }
    channel.say(WorkerEvent(trajectories: RuleSubject(type).trajectories(seed: options.seed)))
  }
}
