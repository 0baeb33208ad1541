import Descent
import DescentCatalog

/// The value and the gradient of every built-in problem that is not a mean over examples, at its start, in
/// one call, on one thread, in float64.
enum ProblemBench {
  static func run() throws -> [String: [Timing]] {
    var times: [Timing] = []
    print("value and gradient of each problem: ns a call")
    for type in Catalog.registry.problemTypes where !type.record.flags.contains(.stochastic) {
      let names = type.record.instances.isEmpty ? [type.card.name] : type.record.instances
      for name in names {
        let problem = try Catalog.registry.problem(Specification(name))
        let objective = try Double.makeObjective(problem)
        let x = problem.start(seed: 0)
        var (g, sum) = (x, 0.0)
        let time = try timeInRounds([
          Work(name: name, units: 1) { sum += objective.valueAndGradient(x, &g) }
        ])
        print(line(time[0]), sum.isNaN ? " NaN" : "")
        times += time
      }
    }
    return ["problems": times]
  }
}
