import AdagradPlugin
import AdamPlugin
import Descent
import DescentCatalog
import DescentLaws
import LawMutants
import MomentumPlugin
import RuleSlips
import Testing

@Suite("Definitions") struct DefinitionTests {
  static let coordinatewise = Catalog.registry.optimizerTypes.filter {
    $0.init() is any CoordinatewiseOptimizer
  }

  @Test("every rule for one coordinate brings its definition", arguments: coordinatewise.indices)
  func complete(number: Int) {
    let type = Self.coordinatewise[number]
    #expect(type.init() is any DefinedRule, "\(type.card.name)")
  }

  /// Settings, and the move over the rate at step t under gradients 1.
  static let forms: [(settings: String, move: @Sendable (Double) -> Double)] = [
    ("sgd:weight_decay=0", one), ("adam:" + adam, { _ in 0.5 }), ("adamw:" + adam, { _ in 0.5 }),
    ("momentum:momentum=0.5,dampening=0,weight_decay=0", geometric),
    ("adagrad:lr_decay=0,initial_accumulator_value=0,eps=0,weight_decay=0", harmonic),
    ("rmsprop:alpha=0.5,eps=0,momentum=0,weight_decay=0", rooted),
  ]
  static let adam = "beta1=0.9,beta2=0.99,eps=1,weight_decay=0"
  @Sendable static func one(_ t: Double) -> Double { 1 }
  @Sendable static func geometric(_ t: Double) -> Double { 2 * (1 - .exp2(-t)) }
  @Sendable static func harmonic(_ t: Double) -> Double { 1 / t.squareRoot() }
  @Sendable static func rooted(_ t: Double) -> Double { 1 / (1 - .exp2(-t)).squareRoot() }

  @Test("the definitions are the closed forms under a constant gradient", arguments: forms.indices)
  func constant(number: Int) throws {
    let (settings, move) = Self.forms[number]
    let rule = try Specification(settings)
    let defined = try #require(try Catalog.registry.optimizer(rule) as? any DefinedRule)
    var inBalls = defined.definition(RoundedBall<DoubleRounding>.self)
    var inDoubles = defined.definition(Double.self)
    for step in 1...40 {
      let ball = inBalls.step(
        from: RoundedBall(0), gradient: RoundedBall(1), rate: RoundedBall(0.25)
      ).ball
      #expect(ball.contains(inDoubles.step(from: 0, gradient: 1, rate: 0.25)))
      let expected = -0.25 * move(Double(step))
      #expect(abs(ball.middle.high - expected) < 1e-14, "step \(step)")
      // The ball is no wider than the roundings of these steps and the conditioning of the correction.
      #expect(ball.radius < 1e-12)
    }
  }

  /// Momentum above 0.995 is taken for 0.995.
  enum CappedMomentum: MomentumSlip {
    static let bug = Bug("", killedBy: "O2")
    static func settings(_ rule: Momentum) -> Momentum {
      var rule = rule
      rule.momentum = min(rule.momentum, 0.995)
      return rule
    }
  }

  /// The step count starts again after 1,000 steps.
  enum ForgetfulCounter: AdamSlip {
    static let bug = Bug("", killedBy: "O2")
    static func advance(_ powers: inout Counters, beta1: Double, beta2: Double) {
      let isLate = powers[0] > 0 && powers[0] < .pow(beta1, 999.5)
      powers[0] = isLate ? beta1 : powers[0] * beta1
      powers[1] = isLate ? beta2 : powers[1] * beta2
    }
  }

  @Test("long runs find faults that show late, and at extreme hyperparameters")
  func late() {
    for subject in [
      WrongMomentum<CappedMomentum>.subject, WrongAdam<Adam, ForgetfulCounter>.subject,
    ] {
      let long = RuleLaws.longRuns.search(subject, cases: 20, seed: 1)
      #expect(long.hasFailed, "\(long.outcome)")
    }
  }

  @Test("a relative error of 1e-12 in a move is seen") func tightness() {
    enum Slight: SGDSlip {
      static let bug = Bug("", killedBy: "O1")
      static func move<T: KernelScalar>(_ g: T, rate: Double) -> T { T(rate * (1 + 1e-12)) * g }
    }
    #expect(RuleLaws.reference.search(WrongSGD<Slight>.subject, cases: 40, seed: 1).hasFailed)
  }

  /// Sums whose start is far larger than their terms: each step rounds to the size of the start.
  static let raised = [
    (
      "O1",
      "adagrad:lr=1,lr_decay=0,initial_accumulator_value=0.25,eps=1e-08,weight_decay=0,eps_placement=after",
      "rates 1*60 | x 0 | g "
        + Array(repeating: "1.9276409530403346e-05", count: 60)
        .joined(separator: "; ")
    ),
    (
      "O2",
      "adagrad:lr=1,lr_decay=0,initial_accumulator_value=0.5,eps=0.5,weight_decay=0.5,eps_placement=after",
      "rates 1 | x 3.0547380447387695e-06 | g 0"
    ),
  ]

  @Test("a correct sum of small squares with a large start passes", arguments: raised)
  func raisedStart(law: String, rule: String, rest: String) throws {
    let text = "type float64 | tensors 1 | rule \(rule) | \(rest) | aux 0"
    let subject = RuleSubject(Adagrad.self)
    let law = law == "O1" ? RuleLaws.reference : RuleLaws.longRuns
    let report = law.replay(subject, try RuleCase(replay: text))
    #expect(report.hasFailed == false, "\(report.outcome)")
  }

  @Test("a rule without a definition is not judged, under any name") func absent() {
    let subject = RuleSubject(Impostor.self)
    #expect(subject.name == "adam")
    for law in [RuleLaws.reference, RuleLaws.longRuns] {
      guard case .inapplicable = law.search(subject, cases: 3, seed: 1).outcome else {
        Issue.record("\(law.card.id) judged it")
        return
      }
    }
  }
}

/// Gradient ascent under the name adam, with Adam's keys but no kinds: no law may take it for Adam.
struct Impostor: CoordinatewiseOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.1
  @Hyperparameter("unused by name", in: 0..<1) var beta1 = 0.9
  @Hyperparameter("unused by name", in: 0..<1) var beta2 = 0.999
  @Hyperparameter("unused by name") var amsgrad = false
  @Hyperparameter("unused by name") var maximize = false

  static let card = Card(name: "adam", summary: "", formula: "", source: "")

  func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ rate: Double
  ) { x += T(rate) * gradient }
}
