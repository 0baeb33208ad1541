import Descent
import DescentCatalog
import DescentFiles
import Testing

/// A run that is saved in the middle of any cycle of its rule (averages, snapshots, curvature pairs,
/// streams, counters) resumes bit for bit.
@Suite("Every rule resumes from a file bit for bit") struct EveryRuleResumesTests {
  static let steps = 14

  /// Every rule at its defaults, with each value of its choices and switches, and with short cycles.
  static let rules: [String] = Catalog.registry.optimizerTypes.flatMap { type -> [String] in
    let name = type.card.name
    // Cycles that are shorter than a run, so that a stop falls within one.
    let cycles = [
      "svrg": "period=5", "lbfgs": "history_size=3", "soap": "update_period=3",
      "shampoo": "update_period=3,start_step=4,grafting=adam", "sophia": "update_period=3",
      "asgd": "t0=4",
      "ademamix": "alpha_warmup=9,beta3_warmup=9", "schedulefree_adamw": "warmup_steps=9",
      "schedulefree_sgd": "warmup_steps=9", "adahessian": "block_size=2",
    ]
    let keys = type.init().hyperparameters
    let words = keys.flatMap { key in
      key.choices.filter { $0 != key.value }.map { "\(key.key)=\($0)" }
    }
    let own = cycles[name].map { [$0] } ?? []
    // SAGA keeps a gradient for each example, and needs their number.
    if name == "saga" { return ["saga:examples=150"] }
    return [name] + (own + words).map { "\(name):\($0)" }
  }

  /// Settings that rules refuse at the defaults of related settings.
  static let together: Set = ["adabelief:amsgrad=true"]

  /// A problem with matrices, vectors and mini-batches if the rule takes it; otherwise one with residuals
  /// and products that takes many steps.
  static let problems = ["mlp:data=iris,hidden=4,batch=30", "powell-singular"]

  private func run<T: KernelScalar & StoredScalar>(
    _ spec: String, resuming: Checkpoint<T>? = nil
  ) throws -> Run<T>? {
    // Skip a setting that is valid only together with others.
    guard let rule = try? Catalog.registry.optimizer(Specification(spec)) else { return nil }
    for problem in Self.problems {
      let problem = try Catalog.registry.problem(Specification(problem))
      if let run = try? Run<T>(
        problem, rule, options: RunOptions(.steps(Self.steps)), resuming: resuming)
      {
        return run
      }
    }
    return nil
  }

  private func check<T: KernelScalar & StoredScalar>(_ spec: String, _: T.Type) throws {
    guard let whole: Run<T> = try run(spec) else {
      #expect(Self.together.contains(spec), "no run of \(spec)")
      return
    }
    whole.finish()
    let (directory, last) = (try TemporaryDirectory(), whole.progress.step)
    let path = directory.file("checkpoint")
    for stop in 1..<max(2, last) {
      let part = try #require(try run(spec) as Run<T>?)
      part.advance(stop)
      try part.checkpoint.write(to: path)
      let rest = try #require(try run(spec, resuming: Checkpoint<T>(contentsOf: path)) as Run<T>?)
      rest.finish()
      #expect(rest.checkpoint == whole.checkpoint, "\(T.precisionName), stopped at \(stop)")
    }
  }

  @Test("stopped after any step", arguments: rules)
  func resumes(_ spec: String) throws {
    try check(spec, Double.self)
    try check(spec, Float.self)
  }

  @Test("and that is more than a hundred forms of more than sixty rules")
  func all() throws {
    #expect(Self.rules.count > 100)
    #expect(Set(Self.rules.map { $0.prefix { $0 != ":" } }).count > 60)
  }
}
