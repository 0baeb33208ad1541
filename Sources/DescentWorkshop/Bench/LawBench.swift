import Descent
import DescentCatalog
import DescentChecks
import DescentLaws

/// The cost of the law battery for a rule at the fast tier, on one core and on two.
enum LawBench {
  static func run() throws -> [String: [Timing]] {
    print("law battery, fast tier (10 cases a law): ns a rule")
    var all: [Timing] = []
    for rule in Catalog.ruleSubjects {
      let battery = Battery(rule)
      let pair = [1, 2].map { work(battery, cores: $0, repeats: 1) }
      let times = try timeInRounds(pair)
      for time in times { print(line(time)) }
      all += times
    }
    let times = try timeInRounds(
      try [1, 2].map { try work(cores: $0) }
        + [RaceBench.bare(cores: 1), RaceBench.bare(cores: 2)])
    for time in times { print(line(time)) }
    print("  battery, two cores against one:", number(times[0].median / times[1].median))
    print("  bare loops, two cores against one:", number(times[2].median / times[3].median))
    return ["laws": all + times]
  }

  /// Eight repetitions of Adam's battery, because a single battery has few laws of uneven cost.
  static func work(cores: Int) throws -> Work {
    guard let adam = Catalog.ruleSubjects.first(where: { $0.name == "adam" }) else {
      throw BenchError("there is no adam")
    }
    return work(Battery(adam), cores: cores, repeats: 8)
  }

  private static func work(_ battery: Battery, cores: Int, repeats: Int) -> Work {
    let selection = battery.selection(tier: .fast)
    let laws = (0..<repeats).flatMap { _ in selection }
    return Work(
      name: "\(battery.name), cores \(cores)", units: repeats, isOneThread: false
    ) {
      let failures = blocking {
        await battery.reports(laws: laws, cases: Tier.fast.cases, seed: 0, concurrency: cores)
          .count { $0.hasFailed }
      }
      if failures > 0 { throw BenchError("\(battery.name) fails \(failures) laws") }
    }
  }
}
