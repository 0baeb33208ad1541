import ArgumentParser
import Descent
import DescentLaws
import DescentPlugins
import Foundation

/// `descent power-worker`: the laws on one changed rule, until one rejects it, for the process that counts.
struct PowerWorker: AsyncParsableCommand, TakesPlugins {
  static let configuration = CommandConfiguration(
    commandName: "power-worker", abstract: "Try one changed rule for another process.",
    shouldDisplay: false)

  @Argument var specification: String
  @Option var law: [String] = []
  @Option var tier: Tier = .fast
  @Option var cases: Int
  @Option var seed: UInt64
  @Option var parent: Int32
  @Option var like: String?
  @Option(parsing: .singleValue) var except: [String] = []
  @OptionGroup var plugins: PluginOptions

  func run() async throws {
    CheckWorker.endWith(parent: parent)
    GuardedProcess.limitMemory(to: CheckWorker.memoryLimit)
    let channel = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
    dup2(STDERR_FILENO, STDOUT_FILENO)
    let specification = try Specification(specification)
    guard let entry = CatalogEntry.named(specification.name) else {
      throw CatalogEntry.unknown(specification.name)
    }
    let battery = try entry.battery(
      holding: specification.settings, like: try like.map(RuleClaim.init(named:))
    ).excepting(try except.map(Exemption.init(typed:)))
    for law in battery.selection(tier: tier, ids: law) {
      CheckWorker.say(WorkerEvent(law: law), on: channel)
      let report = battery.report(law: law, cases: cases, seed: seed, shrinks: false)
      guard report.hasFailed else { continue }
      CheckWorker.say(WorkerEvent(report: report), on: channel)
      return
    }
    guard case .optimizer(let rule) = entry, let type = rule.optimizerType else { return }
    CheckWorker.say(
      WorkerEvent(trajectories: RuleSubject(type).trajectories(seed: seed)), on: channel)
  }
}
