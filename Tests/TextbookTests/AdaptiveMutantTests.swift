import Descent
import Testing

@testable import DescentTextbook

/// Rules that are wrong on purpose, under the name that they claim: the result that the
/// specification names rejects each of them.
@Suite struct AdaptiveMutantTests {
  @Test(
    "rejects a wrong rule",
    arguments: [
      (WrongAdam.Bug.none, "ADAM-01"), (.uncorrected, "ADAM-01"), (.lateStep, "ADAM-01"),
      (.epsilonInside, "ADAM-01"), (.secondUncorrected, "ADAM-01"), (.absoluteGradient, "ADAM-01"),
      (.none, "ADAM-02b"), (.swappedDecays, "ADAM-02b"),
    ])
  func adam(bug: WrongAdam.Bug, killer: String) throws {
    let rule = Specification(name: "adam", settings: [(key: "bug", text: bug.rawValue)])
    #expect(try holds(killer, with: rule) == (bug == .none))
  }

  @Test("swapped decays pass the first step, which is why the second result is needed")
  func swappedDecaysPass() throws {
    #expect(try holds("ADAM-01", with: Specification("adam:bug=swappedDecays")))
  }

  @Test("rejects a wrong weight decay", arguments: WrongDecay.Bug.allCases)
  func adamw(bug: WrongDecay.Bug) throws {
    let rule = try Specification("adamw:weight_decay=0.1,bug=\(bug.rawValue)")
    #expect(try holds("ADAMW-01", with: rule) == (bug == .none))
  }

  @Test("rejects a wrong Adagrad", arguments: ["none", "leak", "average"])
  func adagrad(bug: String) throws {
    let rule = try Specification("adagrad:bug=\(bug)")
    #expect(try holds("ADAGRAD-03", with: rule) == (bug == "none"))
  }

  @Test(
    "rejects a wrong RMSprop",
    arguments: [
      ("rmsprop:eps=0,momentum=0.5", "RMS-01"), ("rmsprop:eps=0.001", "RMS-01"),
      ("rmsprop:eps=0,alpha=0.01", "RMS-01b"),
    ])
  func rmsprop(rule: String, killer: String) throws {
    let experiment = try #require(Textbook.experiment(killer))
    #expect(try !experiment.run(Laboratory(), rule: Specification(rule)).holds)
  }

  @Test("swapped weights of RMSprop pass the amplitude, which is why its approach is measured")
  func swappedWeightsPass() throws {
    let experiment = try #require(Textbook.experiment("RMS-01"))
    #expect(try experiment.run(Laboratory(), rule: Specification("rmsprop:eps=0,alpha=0.01")).holds)
  }

  private func holds(_ id: String, with rule: Specification) throws -> Bool {
    var registry = Registry()
    registry.add(WrongAdam.self, WrongDecay.self, WrongAdagrad.self)
    let experiment = try #require(Textbook.experiment(id))
    let predictions = try experiment.predictions()
    let measured = try experiment.measure(Laboratory(registry: registry), rule)
    return zip(predictions, measured).allSatisfy { $0.holds(for: $1) }
  }
}

struct WrongAdam: CoordinatewiseOptimizer {
  enum Bug: String, WordHyperparameter, CaseIterable {
    case none, uncorrected, lateStep, epsilonInside, secondUncorrected, absoluteGradient
    case swappedDecays
  }
  @Hyperparameter("learning rate", in: 0...) var learningRate = 0.001
  @Hyperparameter("bug") var bug = Bug.none

  static let card = Card(name: "adam", summary: "wrong", formula: "", source: "")
  var slots: [StateSlot] { ["m", "v"] }
  var counters: [StateSlot] { ["step"] }

  struct Constants {
    let rate: Double
    let first: Double
    let second: Double
  }

  private var decays: (Double, Double) { bug == .swappedDecays ? (0.999, 0.9) : (0.9, 0.999) }

  func constants(rate: Double, counters: inout Counters) -> Constants {
    counters[0] += 1
    let t = Int(counters[0]) + (bug == .lateStep ? 1 : 0)
    let isCorrected = bug != .uncorrected
    return Constants(
      rate: rate, first: isCorrected ? 1 - .pow(decays.0, t) : 1,
      second: isCorrected && bug != .secondUncorrected ? 1 - .pow(decays.1, t) : 1)
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    let power = bug == .absoluteGradient ? abs(g) : g * g
    s[0] = T(decays.0) * s[0] + T(1 - decays.0) * g
    s[1] = T(decays.1) * s[1] + T(1 - decays.1) * power
    let v = s[1] / T(c.second)
    let root = bug == .epsilonInside ? T.sqrt(v + 1e-8) : T.sqrt(v) + 1e-8
    x -= T(c.rate) * s[0] / T(c.first) / root
  }
}

/// AdamW whose decay is coupled, or not times the rate. Without a gradient nothing else is seen.
struct WrongDecay: CoordinatewiseOptimizer {
  enum Bug: String, WordHyperparameter, CaseIterable { case none, coupled, withoutRate }
  @Hyperparameter("learning rate", in: 0...) var learningRate = 0.001
  @Hyperparameter("weight decay", in: 0...) var weightDecay = 0.01
  @Hyperparameter("bug") var bug = Bug.none

  static let card = Card(name: "adamw", summary: "wrong", formula: "", source: "")
  var slots: [StateSlot] { ["v"] }

  func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ rate: Double
  ) {
    let g = gradient + (bug == .coupled ? T(weightDecay) * x : 0)
    s[0] = T(0.9) * s[0] + T(0.1) * g * g
    let shrink = bug == .coupled ? 0 : bug == .withoutRate ? weightDecay : rate * weightDecay
    x = x * T(1 - shrink) - T(rate) * g / (T.sqrt(s[0]) + 1e-8)
  }
}

/// Adagrad whose accumulator leaks, or is an average as RMSprop's.
struct WrongAdagrad: CoordinatewiseOptimizer {
  enum Bug: String, WordHyperparameter, CaseIterable { case none, leak, average }
  @Hyperparameter("learning rate", in: 0...) var learningRate = 0.01
  @Hyperparameter("bug") var bug = Bug.none

  static let card = Card(name: "adagrad", summary: "wrong", formula: "", source: "")
  var slots: [StateSlot] { ["a"] }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) {
    switch bug {
    case .none: s[0] += g * g
    case .leak: s[0] = T(0.999) * s[0] + g * g
    case .average: s[0] = T(0.99) * s[0] + T(0.01) * g * g
    }
    x -= T(rate) * g / T.sqrt(s[0])
  }
}
