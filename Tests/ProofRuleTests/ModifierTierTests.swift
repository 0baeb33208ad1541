import Descent
import DescentCatalog
import LayerwisePlugin
import MatricesPlugin
import ScheduleFreePlugin
import SearchesPlugin
import SecondOrderPlugin
import Testing

/// Every modifier around a rule of every tier.
@Suite("A modifier around each tier of rules") struct ModifierTierTests {
  /// A rule of a tier, and a problem that it descends on.
  struct Subject: Sendable, CustomTestStringConvertible {
    let rule: any Optimizer
    let problem: String

    var testDescription: String { rule.specification.name }
    var isConsistent: Bool { rule.needs.contains(.consistentGradient) }
  }

  static let subjects: [Subject] = {
    let (net, valley) = ("mlp:data=iris,hidden=4,batch=16", "rosenbrock:n=10")
    guard let adam = try? Catalog.registry.optimizer(Specification("adam")),
      let sam = try? SAM(settings: [(key: "momentum", text: "0.5")])
    else { preconditionFailure("the rules have these settings") }
    return [
      Subject(rule: adam, problem: net), Subject(rule: Lamb(), problem: net),
      Subject(rule: Shampoo(), problem: net), Subject(rule: sam, problem: net),
      Subject(rule: ScheduleFreeSGD(), problem: net), Subject(rule: LBFGS(), problem: valley),
      Subject(rule: GDArmijo(), problem: valley),
    ]
  }()

  /// Each at settings at which it does nothing to the steps.
  static let neutral = [
    "accumulate:steps=1", "clip_value:value=1e300", "clip_norm:norm=1e300", "sam:rho=0",
    "l2:weight_decay=0", "lookahead:k=1,alpha=1", "ema:decay=0.9", "swa:start=2,period=3",
  ]
  static let active = [
    "accumulate:steps=3", "clip_value:value=0.01", "clip_norm:norm=0.1", "sam:rho=0.1",
    "l2:weight_decay=0.01", "lookahead:k=2,alpha=0.5,pullback=reset", "ema:decay=0.9,debiased=true",
    "swa:start=2,period=3",
  ]

  private func modified(_ subject: Subject, _ stage: String) throws -> (any Optimizer)? {
    let stage = try Catalog.registry.modifier(Specification(stage))
    if case .gradient(ofObjective: false) = stage.stage, subject.isConsistent {
      #expect(throws: ConfigurationError.self) { try Modified(subject.rule, by: [stage]) }
      return nil
    }
    // A rule that names a point cannot be averaged.
    let claims = (stage as? any ObserverModifier)?.claimsEvaluationPoint ?? false
    let optimizer = try Modified(subject.rule, by: [stage])
    guard claims, subject.rule is ScheduleFreeSGD else { return optimizer }
    #expect(throws: ConfigurationError.self) { try Stepper<Double>(optimizer, .vector(2)) }
    return nil
  }

  private func run<T: KernelScalar>(
    _ rule: any Optimizer, _ problem: String, resuming: Checkpoint<T>? = nil, _: T.Type
  ) throws -> Run<T> {
    try Run<T>(
      Catalog.registry.problem(Specification(problem)), rule, options: RunOptions(.steps(12)),
      resuming: resuming)
  }

  @Test(
    "A stage that does nothing equals the bare rule, bit for bit",
    arguments: subjects, neutral)
  func nothing(_ subject: Subject, _ stage: String) throws {
    guard let optimizer = try modified(subject, stage) else { return }
    let (bare, around) = (
      try run(subject.rule, subject.problem, Double.self),
      try run(optimizer, subject.problem, Double.self)
    )
    bare.finish()
    around.finish()
    #expect(bare.parameters == around.parameters && bare.progress.step == 12)
    let count = bare.state.storage.count
    #expect(Array(around.state.storage.prefix(count)) == bare.state.storage)
  }

  private func resumes<T: KernelScalar>(
    _ optimizer: any Optimizer, _ problem: String, _: T.Type
  ) throws -> Bool {
    let whole = try run(optimizer, problem, T.self)
    whole.finish()
    let part = try run(optimizer, problem, T.self)
    part.advance(5)
    let rest = try run(optimizer, problem, resuming: part.checkpoint, T.self)
    rest.finish()
    return rest.checkpoint == whole.checkpoint && part.checkpoint != whole.checkpoint
  }

  @Test("A checkpoint resumes bit for bit", arguments: subjects, active)
  func resume(_ subject: Subject, _ stage: String) throws {
    guard let optimizer = try modified(subject, stage) else { return }
    #expect(try resumes(optimizer, subject.problem, Double.self))
    #expect(try resumes(optimizer, subject.problem, Float.self))
  }

  @Test("The caller's gradient is read and never written", arguments: subjects, active)
  func gradient(_ subject: Subject, _ stage: String) throws {
    guard let optimizer = try modified(subject, stage) else { return }
    var stepper = try Stepper<Double>(optimizer, .vector(3))
    let oracle = OracleRuleTests.oracle(3)
    var (x, g) = ([1.0, 2, 3], [0.0, 0, 0])
    for _ in 0..<4 {
      let value = oracle.valueAndGradient(at: x, into: &g)
      // Another array: a write through a pointer to the first would not show in a copy of it.
      let kept = g.map { $0 }
      stepper.step(&x, gradient: g, rate: 0.01, value: value, oracle: oracle)
      #expect(g == kept)
      #expect(zip(g, kept).allSatisfy { $0.bitPattern == $1.bitPattern })
    }
    #expect(x != [1, 2, 3])
  }

  @Test("A window's value is the mean of its micro-batches', also in a copy") func value() throws {
    let polyak = try Polyak().accumulating(steps: 2)
    var stepper = try Stepper<Double>(polyak, .vector(1))
    var x = [4.0]
    stepper.step(&x, gradient: [2], weight: 3, value: 1)
    var (copy, y) = (stepper, x)
    stepper.step(&x, gradient: [4], weight: 1, value: 5)
    // The mean of the values is 2, of the gradients 5/2: 4 − 2/(25/4) · 5/2.
    #expect(abs(x[0] - 3.2) <= 1e-15)
    copy.step(&y, gradient: [2], weight: 3, value: 1)
    // The other way on from the same state: 4 − 1/4 · 2.
    #expect(y == [3.5])
  }

  private func refusal(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "nothing was refused"
    } catch { return "\(error)" }
  }

  private func stages(_ texts: [String]) throws -> [any Modifier] {
    try texts.map { try Catalog.registry.modifier(Specification($0)) }
  }

  @Test(
    "A line search behind a stage that changes gradients alone is refused in one line",
    arguments: ["clip_norm:norm=1", "clip_value:value=1", "sam:rho=0.1"])
  func inconsistent(_ stage: String) throws {
    let name = stage.prefix { $0 != ":" }
    for rule in [LBFGS(), GDArmijo(), Polyak()] as [any Optimizer] {
      let message = refusal { _ = try Modified(rule, by: stages([stage])) }
      #expect(message.contains("it needs gradients that are those of the values"))
      #expect(message.contains(name) && message.contains(rule.specification.name))
      #expect(!message.contains("\n"))
    }
  }

  @Test("Stages out of order are refused with the right line") func order() throws {
    func message(_ texts: [String]) -> String {
      refusal { _ = try Modified(Lamb(), by: stages(texts)) }
    }
    let clip = "--modify clip_norm:norm=1"
    let look = "--modify lookahead:k=5,alpha=0.5,pullback=none"
    #expect(
      message(["lookahead", "clip_norm:norm=1"]).hasSuffix("the right order: \(clip) \(look)"))
    let ema = "--modify ema:decay=0.999,debiased=false"
    #expect(
      message(["ema", "lookahead", "clip_norm:norm=1"]).hasSuffix(
        "the right order: \(clip) \(look) \(ema)"))
    #expect(
      message(["clip_norm:norm=1", "accumulate:steps=2"]).hasSuffix(
        "the right order: --modify accumulate:steps=2 \(clip)"))
    #expect(message(["accumulate:steps=2", "accumulate:steps=3"]).contains("only one"))
    #expect(
      try Modified(Lamb(), by: stages(["accumulate", "sam", "lookahead", "ema"])).nominalCost == 2)
  }

  @Test("Only one may name the point that counts") func claims() throws {
    #expect(
      refusal { _ = try Modified(Lamb(), by: stages(["ema", "swa"])) }.contains(
        "ema names the point to evaluate already"))
    let optimizer = try Modified(ScheduleFreeSGD(), by: stages(["ema"]))
    #expect(
      refusal { _ = try Stepper<Double>(optimizer, .vector(1)) }.contains(
        "schedulefree_sgd names the point to evaluate already"))
  }

  @Test("Residuals go through no gradient stage") func residuals() throws {
    for stage in ["l2:weight_decay=0.1", "accumulate:steps=2", "clip_norm:norm=1"] {
      #expect(
        refusal { _ = try Modified(GaussNewton(), by: stages([stage])) }.contains(
          "it needs residuals"))
    }
  }

  @Test("A problem that does not offer what a rule needs is refused, also behind a stage")
  func offers() throws {
    let noisy = try Catalog.registry.problem(Specification("noisy:std=0.1,of=(rosenbrock)"))
    for optimizer in [
      LBFGS(), try Modified(LBFGS(), by: stages(["l2:weight_decay=0.1"])),
    ] as [any Optimizer] {
      #expect(throws: ConfigurationError.self) {
        try Run<Double>(noisy, optimizer, options: RunOptions(.steps(1)))
      }
    }
    #expect(throws: ConfigurationError.self) {
      try Run<Double>(
        Catalog.registry.problem(Specification("mlp:data=iris,hidden=2")), GaussNewton(),
        options: RunOptions(.steps(1)))
    }
  }
}
