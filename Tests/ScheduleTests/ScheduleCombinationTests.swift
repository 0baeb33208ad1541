import Descent
import DescentCatalog
import SchedulePlugins
import Testing

/// Combinations of schedules by name.
@Suite("A combination of schedules with warm-up") struct ScheduleCombinationTests {
  static func make(_ text: String, horizon: Int? = nil) throws -> any Schedule {
    try Catalog.registry.schedule(Specification(text), horizon: horizon)
  }

  static func factors(_ schedule: any Schedule, _ count: Int = 200) -> [Double] {
    (1...count).map { schedule.factor(at: $0) }
  }

  @Test("then, scaled and warmup equal the functions") func sameAsFunctions() throws {
    let linear = try Linear { $0.horizon = 8 }
    let cosine = try Cosine { $0.horizon = 12 }
    #expect(
      Self.factors(
        try Self.make("then:first=(linear:horizon=8),steps=5,second=(cosine:horizon=12)"))
        == Self.factors(linear.then(cosine, after: 5)))
    #expect(
      Self.factors(try Self.make("scaled:factor=0.5,of=(linear:horizon=8)"))
        == Self.factors(linear.scaled(by: 0.5)))
    #expect(
      Self.factors(try Self.make("warmup:steps=7,of=(cosine:horizon=12)"))
        == Self.factors(cosine.warmedUp(steps: 7)))
  }

  @Test("the default of 'of' is constant, and warmup alone is unchanged") func defaults() throws {
    #expect(Self.factors(try Self.make("scaled:factor=0.25")) == Array(repeating: 0.25, count: 200))
    let warmup = try Self.make("warmup:steps=7")
    #expect(warmup is Warmup && warmup.specification.description == "warmup:steps=7")
    #expect(Self.factors(warmup) == Self.factors(try Self.make("warmup:steps=7,of=(constant)")))
    #expect(try Self.make("warmup").specification.description == "warmup:steps=100")
    #expect(
      try Self.make("warmup:steps=3,warmup=4").specification.description
        == "warmup:steps=3,warmup=4")
  }

  @Test("an inner horizon is the rest of the run") func horizons() throws {
    let cases: [(String, String)] = [
      ("warmup:steps=10,of=(cosine)", "cosine:floor=0,horizon=90,warmup=10"),
      ("cosine:warmup=10", "cosine:floor=0,horizon=90,warmup=10"),
      (
        "then:first=(cosine),steps=30,second=(linear)",
        "then:first=(cosine:floor=0,horizon=30),steps=30,"
          + "second=(linear:start=1,end=0,horizon=70)"
      ),
      ("scaled:factor=2,of=(linear)", "scaled:factor=2,of=(linear:start=1,end=0,horizon=100)"),
      (
        "warmup:steps=20,of=(then:first=(linear),steps=50,second=(linear))",
        "warmup:steps=20,of=(then:first=(linear:start=1,end=0,horizon=50),steps=50,"
          + "second=(linear:start=1,end=0,horizon=30))"
      ),
      (
        "then:first=(constant),steps=500,second=(linear)",
        "then:first=(constant),steps=500,second=(linear:start=1,end=0,horizon=1)"
      ),
    ]
    for (text, expected) in cases {
      #expect(try Self.make(text, horizon: 100).specification.description == expected)
    }
    #expect(
      try Self.make("then:first=(linear),steps=5,second=(linear)").specification.description
        == "then:first=(linear:start=1,end=0,horizon=5),steps=5,"
        + "second=(linear:start=1,end=0,horizon=1000)")
  }

  @Test("a warm-up is written inside only if the schedule has none itself") func canonical()
    throws
  {
    let texts: [(any Schedule, String)] = [
      (Constant().warmedUp(steps: 3), "constant:warmup=3"),
      (Constant().warmedUp(steps: 3).warmedUp(steps: 2), "warmup:steps=2,of=(constant:warmup=3)"),
      (
        InverseSquareRoot().warmedUp(steps: 3),
        "warmup:steps=3,of=(\(InverseSquareRoot().specification))"
      ),
      (
        Constant().scaled(by: 2).warmedUp(steps: 3),
        "warmup:steps=3,of=(scaled:factor=2,of=(constant))"
      ),
    ]
    for (schedule, text) in texts { #expect(schedule.specification.description == text) }
  }

  /// A random combination of schedules with short lengths.
  static func random(_ draw: inout UInt64, _ depth: Int) throws -> any Schedule {
    func below(_ bound: Int, _ draw: inout UInt64) -> Int {
      draw += 1
      return CounterRandom(seed: 17).index(draw, below: bound)
    }
    let names = Catalog.registry.scheduleTypes.map { $0.card.name }
    let steps = below(40, &draw)
    switch depth > 0 ? below(4, &draw) : 0 {
    case 1: return try random(&draw, depth - 1).warmedUp(steps: steps)
    case 2: return try random(&draw, depth - 1).scaled(by: Double(below(9, &draw)) / 7)
    case 3:
      let first = try random(&draw, depth - 1)
      return first.then(try random(&draw, depth - 1), after: steps)
    default: return try make(names[below(names.count, &draw)], horizon: 1 + below(60, &draw))
    }
  }

  @Test("what a combination prints makes the same schedule") func roundTrip() throws {
    var draw: UInt64 = 0
    for _ in 0..<500 {
      let schedule = try Self.random(&draw, 3)
      let text = schedule.specification.description
      let again = try Self.make(text)
      #expect(Self.factors(again) == Self.factors(schedule), "\(text)")
      #expect(again.horizon == schedule.horizon, "\(text)")
      #expect(again.specification == schedule.specification)
    }
  }

  static let refused: [(String, String)] = [
    ("then:first=(linear),steps=3", "then: second=(…) is missing: "),
    ("then:first=(linear),steps=-3,second=(linear)", "then: steps must lie in [0, inf), got -3"),
    (
      "then:first=(linear),steps=3,second=(linear:sart=1)",
      "column 44, in 'second': linear has no 'sart'; did you mean 'start'?; its keys: "
    ),
    ("scaled:factor=inf", "scaled: factor must lie in [0, inf), got inf"),
    (
      "warmup:steps=3,of=(quartic)",
      "column 20, in 'of': no schedule is called 'quartic'; there are: "
    ),
    (
      "warmup:steps=3,of=(warmup:steps=2,of=(linear:end=2))",
      "column 46, in 'of' of 'of': linear: end must lie in [0, 1], got 2"
    ),
  ]

  @Test("says what is wrong, and where", arguments: refused)
  func refuses(spec: String, beginning: String) {
    let error = #expect(throws: ConfigurationError.self) { try Self.make(spec) }
    #expect(error?.description.hasPrefix(beginning) == true, "\(error?.description ?? "")")
  }
}
