import Descent
import DescentLaws
import Testing

/// Tests of the exemptions with which authors declare that a rule breaks a law by design.
@Suite("An exemption") struct ExemptionTests {
  /// Gradient descent that moves at a rate of 0, always or under an option.
  struct Restless: CoordinatewiseOptimizer {
    @Hyperparameter("rate", in: 0...) var learningRate = 0.1
    @Hyperparameter("goes on") var restless = true
    static let card = Card(name: "restless", summary: "", formula: "", source: "")
    static let exemptions = [
      Exemption(
        law: "P14", settings: ["restless": "true"], reason: "it goes on by design",
        reference: "this test")
    ]
    func update<T: KernelScalar>(
      _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
    ) { x -= T(rate) * g + (restless ? g / 8 : 0) }
  }

  /// The same, right without its option, with another exemption.
  private func battery(
    _ exemptions: [Exemption], holding settings: [(key: String, text: String)] = []
  )
    -> Battery
  {
    var subject = RuleSubject(Restless.self)
    subject.exemptions = exemptions
    return Battery(subject.holding(settings), discovers: false)
  }

  private func outcome(_ battery: Battery, _ id: String = "P14", cases: Int = 40) throws
    -> LawReport.Outcome
  {
    let law = try #require(battery.laws.firstIndex { $0.id == id })
    return battery.report(law: law, cases: cases, seed: 0).outcome
  }

  private func exemption(_ settings: [String: String] = [:], law: String = "P14") -> Exemption {
    Exemption(law: law, settings: settings, reason: "by design", reference: "this test")
  }

  @Test("A law that is broken at the settings of an exemption is exempt, with a case") func exempt()
    throws
  {
    for battery in [Battery(Restless.self), battery([exemption()])] {
      guard case .exempt(let exemption, let found) = try outcome(battery) else {
        Issue.record("not exempt")
        continue
      }
      #expect(exemption.reference == "this test" && !found.replayText.isEmpty)
    }
    try LawTrial.all(of: Restless.self).filter { $0.card.id == "P14" }.forEach { try $0.run() }
  }

  @Test("A case beside the settings of an exemption is a failure") func beside() throws {
    guard case .failed(let found) = try outcome(battery([exemption(["restless": "false"])])) else {
      Issue.record("not failed")
      return
    }
    #expect(found.replayText.contains("restless=true"))
  }

  @Test("An exemption whose law holds at its settings is a failure that says so") func needless()
    throws
  {
    for (settings, law) in [([:], "P1"), (["restless": "false"], "P1"), ([:], "P14")] {
      let held = law == "P14" ? [(key: "restless", text: "false")] : []
      let battery = battery([exemption(settings, law: law)], holding: held)
      guard case .failed(let found) = try outcome(battery, law) else {
        Issue.record("\(law) not failed")
        continue
      }
      #expect(found.violation.message.hasPrefix("the exemption is not needed: \(law)"))
    }
  }

  @Test("An exemption of settings that are held at other values says nothing") func held() throws {
    let battery = battery(
      [exemption(["restless": "true"])], holding: [(key: "restless", text: "false")])
    guard case .passed = try outcome(battery) else {
      Issue.record("not passed")
      return
    }
  }

  @Test("An exception for a run covers broken laws only")
  func exception()
    throws
  {
    let excepted = battery([]).excepting([exemption()])
    if case .exempt = try outcome(excepted) {} else { Issue.record("not exempt") }
    let quiet = battery([], holding: [(key: "restless", text: "false")]).excepting([exemption()])
    if case .passed = try outcome(quiet) {} else { Issue.record("not passed") }
  }

  @Test(
    "An exemption without effect is reported",
    arguments: [
      ("P99", "restless", "why", "where", "no law"),
      ("P14", "reckless", "why", "where", "reckless"),
      ("P14", "restless", " ", "where", "no reason"),
      ("P14", "restless", "why", "", "no reference"),
    ])
  func mistakes(law: String, key: String, reason: String, reference: String, words: String) {
    let exemption = Exemption(
      law: law, settings: [key: "true"], reason: reason, reference: reference)
    let report = battery([exemption]).reportOnExemptions
    #expect(report?.counterexample?.violation.message.contains(words) == true)
    #expect(battery([self.exemption()]).reportOnExemptions == nil)
  }

  @Test("Values that are numbers are compared as numbers") func values() throws {
    if case .exempt = try outcome(battery([exemption(["restless": "true"])])) {
    } else {
      Issue.record("not exempt")
    }
    // A case replayed is covered, too.
    let battery = battery([exemption()])
    let law = try #require(battery.laws.firstIndex { $0.id == "P14" })
    let text = try #require(
      battery.report(law: law, cases: 10, seed: 0).counterexample?.replayText)
    if case .exempt = try battery.replay(law: law, text).outcome {
    } else {
      Issue.record("not exempt when replayed")
    }
  }
}
