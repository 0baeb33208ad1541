import Foundation
import Testing

/// `check --like` and `diff` for schedules.
@Suite("A schedule that is said to be another") struct ScheduleLikeTests {
  /// The cosine as a stranger writes it: by the half angle, without traits.
  private func cosine(
    name: String = "my_cosine", share: String = "Double(step - 1) / Double(horizon)",
    end: String = "floor", power: String = "half * half"
  ) -> String {
    """
    import Descent

    struct Mine: FiniteSchedule, Configurable {
      @Hyperparameter("smallest factor", in: 0...1) var floor = 0.0
      @Hyperparameter("number of steps", in: 1...) var horizon = 1000
      static let card = Card(
        name: "\(name)", summary: "a cosine", formula: "s(t)", source: "Loshchilov and Hutter 2017")
      func factor(at step: Int) -> Double {
        guard step <= horizon else { return \(end) }
        let half = Double.cos(Double.pi / 2 * (\(share)))
        return floor + (1 - floor) * (\(power))
      }
    }

    let plugin = Plugin(Mine.self)
    """
  }

  private func run(_ source: String, _ command: String) throws -> Invocation {
    let place = try Workplace()
    try place.write(source, to: "Mine.swift")
    return try Program.run(command, in: place)
  }

  @Test("A right schedule is like the one that it is, in another form") func right() throws {
    let result = try run(cosine(), "check Mine.swift --like cosine --cases 40")
    #expect(result.status == 0, "\(result.output)")
    let passed = result.output.components(separatedBy: "\n\n").first { $0.contains("passed, ") }
    let laws = Set((passed ?? "").split { " \n".contains($0) }.map(String.init))
    #expect(laws.isSuperset(of: ["sched/like", "sched/endpoints", "sched/shape"]), "\(laws)")
  }

  @Test(
    "What alone is another lawful schedule is not like the one that was meant",
    arguments: [
      ("Double(step) / Double(horizon)", "floor", "half * half"),
      ("Double(step - 1) / Double(horizon)", "0", "half * half"),
      ("Double(step - 1) / Double(horizon)", "floor", "half"),
      ("Double(step - 1) / Double(horizon)", "floor", "half * half * half"),
      ("Double(step - 1) / Double(max(1, horizon - 1))", "floor", "half * half"),
    ])
  func wrong(share: String, end: String, power: String) throws {
    let source = cosine(share: share, end: end, power: power)
    let result = try run(source, "check Mine.swift --like cosine")
    #expect(result.status == 1, "\(result.output)")
    #expect(result.output.contains("replay with: descent check Mine.swift --like cosine --law "))
    #expect(try run(source, "diff Mine.swift cosine").status == 1)
  }

  @Test("Settings of the claim are held") func settings() throws {
    let fixed = cosine().replacing(
      "@Hyperparameter(\"smallest factor\", in: 0...1) var floor = 0.0", with: "let floor = 0.25")
    #expect(try run(fixed, "check Mine.swift --like cosine:floor=0.25").status == 0)
    #expect(try run(fixed, "check Mine.swift --like cosine").status == 1)
    #expect(try run(fixed, "diff Mine.swift cosine:floor=0.25").status == 0)
    #expect(try run(fixed, "diff Mine.swift cosine").status == 1)
  }

  @Test("The report names what a schedule may be meant to be, by its name or by its factors")
  func likely() throws {
    let words = "held only to the laws of every schedule; try --like cosine"
    #expect(try run(cosine(), "check Mine.swift").output.contains(words))
    #expect(try run(cosine(name: "half_angle"), "check Mine.swift").output.contains(words))
    let other = cosine(name: "half_angle", power: "half")
    #expect(!(try run(other, "check Mine.swift").output.contains("try --like")))
  }

  @Test("Two forms of one schedule are equal up to rounding") func rounding() throws {
    let result = try run(cosine(), "diff Mine.swift cosine")
    #expect(result.status == 0, "\(result.output)")
    #expect(result.output.contains("equal up to rounding") && result.output.contains("horizon"))
  }

  @Test(
    "Built-in schedules are compared",
    arguments: [
      ("polynomial:power=1 linear:start=1", 0, "both draw end, horizon"),
      ("cosine cosine", 0, "identical to the bit"), ("cosine:horizon=10 cosine", 1, "step"),
      ("step exponential", 1, "differ"),
    ])
  func builtIn(names: String, status: Int32, words: String) async {
    let result = await descent("diff \(names)")
    #expect(result.status == status && result.output.contains(words), "\(result)")
  }

  @Test(
    "What cannot be compared is refused in one line",
    arguments: [
      ("cosine adam", "'adam' is not a schedule"), ("adam cosine", "'adam' is not a schedule"),
      ("cosine cosin", "cosine"), ("cosine cosine:floor=2", "floor"),
      ("cosine then:first=(linear),steps=3,second=(cosine)", "combination"),
    ])
  func refused(names: String, words: String) async {
    let result = await descent("diff \(names)")
    #expect(result.status == 64 && result.output.isEmpty, "\(result)")
    #expect(result.errors.contains(words) && result.errors.split(separator: "\n").count == 1)
  }
}
