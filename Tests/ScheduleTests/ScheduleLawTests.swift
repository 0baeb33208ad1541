import Descent
import DescentCatalog
import SchedulePlugins
import Testing

/// The laws, over every schedule in the catalog with its hyperparameters drawn at random.
@Suite struct ScheduleLawTests {
  static let falling = 1...1
  static let rising = Int.max...Int.max

  /// What a drawn schedule is, for a draw `d` of small numbers: its settings and the step of its peak.
  static let draws: [String: @Sendable (Draw) -> (settings: String, peak: ClosedRange<Int>)] = [
    "constant": { _ in ("", 1...1) },
    "linear": { d in
      let (start, end) = (d.unit(0), d.unit(1))
      return ("start=\(start),end=\(end),horizon=\(d.length(2))", start < end ? rising : falling)
    },
    "cosine": { d in ("floor=\(d.unit(0)),horizon=\(d.length(1))", falling) },
    "sgdr": { d in
      ("period=\(d.length(0)),multiplier=\(1 + d.small(1)),floor=\(d.unit(2))", falling)
    },
    "warmup": { d in ("steps=\(d.small(0))", rising) },
    "step": { d in ("period=\(d.length(0)),gamma=\(d.unit(1))", falling) },
    "multistep": { d in
      let first = d.length(0)
      let list = first == .max ? "\(first)" : "\(first)-\(first + 1 + d.small(1) / 2)"
      return ("milestones=\(list),gamma=\(d.unit(2))", falling)
    },
    "exponential": { d in ("gamma=\(d.unit(0))", falling) },
    "polynomial": { d in
      ("power=\(0.01 + 5 * d.unit(0)),end=\(d.unit(1)),horizon=\(d.length(2))", falling)
    },
    "inverse_sqrt": { d in ("warmup=\(d.small(0))", max(1, d.small(0))...max(1, d.small(0))) },
    "one_cycle": { d in
      let (fraction, horizon) = (d.unit(0), d.length(1))
      let settings = "pct_start=\(fraction),div_factor=\(1 + 30 * d.unit(2)),horizon=\(horizon)"
      // The peak may fall between two steps: then the rise ends before it, the fall begins after.
      let peak = max(1, fraction * Double(horizon))
      guard peak < 0x1p63 else { return (settings, .max ... .max) }
      return (settings, Int(peak)...Int(peak.rounded(.up)))
    },
    "wsd": { d in
      let (warmup, horizon) = (d.small(0), d.length(2))
      let shape = ["linear", "cosine", "sqrt"][d.small(4) % 3]
      return (
        "warmup=\(warmup),decay=\(d.small(1)),end=0,shape=\(shape),horizon=\(horizon)",
        max(1, min(warmup, horizon))...max(1, min(warmup, horizon))
      )
    },
  ]

  struct Draw {
    let random: CounterRandom
    /// A number in [0, 1], the ends included often.
    func unit(_ k: UInt64) -> Double {
      let u = random.uniform(k)
      return u < 0.15 ? 0 : (u > 0.85 ? 1 : u)
    }
    /// 0, 1 or more, rarely huge.
    func small(_ k: UInt64) -> Int {
      [0, 1, 2, 3, 7, 64, 250, .max][random.index(k, below: 8)] / 2
    }
    /// 1 or more, rarely huge.
    func length(_ k: UInt64) -> Int {
      [1, 2, 3, 10, 100, 271, 1 << 40, .max][random.index(k, below: 8)]
    }
  }

  static func drawn(_ name: String) throws -> [(schedule: any Schedule, peak: ClosedRange<Int>)] {
    let draw = try #require(draws[name], "no draw for \(name)")
    return try (UInt64(0)..<200).map { seed in
      let (settings, peak) = draw(Draw(random: CounterRandom(seed: seed)))
      let text = settings.isEmpty ? name : "\(name):\(settings)"
      return (try Catalog.registry.schedule(Specification(text), horizon: nil), peak)
    }
  }

  static var names: [String] { Catalog.registry.schedules.map { $0.card.name } }

  @Test("every schedule that was promised is registered") func registered() {
    #expect(Set(Self.names) == Set(Self.draws.keys))
  }

  @Test("every factor lies in [0, 1]", arguments: names) func bounded(_ name: String) throws {
    for (schedule, _) in try Self.drawn(name) {
      #expect(ScheduleLaw.bounded(schedule) == nil, "\(schedule.specification)")
      #expect(ScheduleLaw.bounded(schedule.warmedUp(steps: 3)) == nil)
      #expect(ScheduleLaw.bounded(schedule.scaled(by: 2), maximum: 2) == nil)
    }
  }

  @Test("the factor is a pure function of the step", arguments: names)
  func pure(_ name: String) throws {
    for (schedule, _) in try Self.drawn(name).prefix(20) {
      #expect(ScheduleLaw.pure(schedule, seed: 5) == nil, "\(schedule.specification)")
    }
  }

  @Test("past its horizon a schedule stays as it is", arguments: names)
  func settled(_ name: String) throws {
    for (schedule, _) in try Self.drawn(name) {
      #expect(ScheduleLaw.settled(schedule) == nil, "\(schedule.specification)")
      #expect(ScheduleLaw.settled(schedule.warmedUp(steps: 3)) == nil)
      #expect(ScheduleLaw.settled(Constant().then(schedule, after: 2)) == nil)
    }
  }

  @Test("schedules rise to their peak and fall after it", arguments: names.filter { $0 != "sgdr" })
  func unimodal(_ name: String) throws {
    for (schedule, peak) in try Self.drawn(name) {
      #expect(ScheduleLaw.unimodal(schedule, peak: peak) == nil, "\(schedule.specification)")
    }
  }

  @Test("with all lengths times m a schedule is the same, m times as slow", arguments: [2, 3, 10])
  func rescaled(_ m: Int) throws {
    func check(_ spec: (Int) -> String) throws {
      let registry = Catalog.registry
      let one = try registry.schedule(Specification(spec(1)), horizon: nil)
      let many = try registry.schedule(Specification(spec(m)), horizon: nil)
      #expect(ScheduleLaw.rescaled(one, many, by: m) == nil, "\(spec(1))")
    }
    for length in [1, 7, 100, 333] {
      try check { "linear:start=0.3,end=0.9,horizon=\(length * $0)" }
      try check { "cosine:floor=0.1,horizon=\(length * $0)" }
      try check { "polynomial:power=1.7,end=0.2,horizon=\(length * $0)" }
      try check { "wsd:decay=\(length * $0),shape=sqrt,horizon=\(2 * length * $0)" }
      try check { "sgdr:period=\(length * $0),multiplier=2" }
      try check { "sgdr:period=\(length * $0),multiplier=1" }
      try check { "step:period=\(length * $0),gamma=0.7" }
      try check { "multistep:milestones=\(length * $0)-\(3 * length * $0),gamma=0.7" }
    }
  }

  @Test("the registry fills in the horizon: the run's length, less the warm-up")
  func horizonFromRun() throws {
    let registry = Catalog.registry
    #expect(try registry.schedule(Specification("cosine"), horizon: 50).horizon == 50)
    let warmed = try registry.schedule(Specification("cosine:warmup=10"), horizon: 50)
    #expect(warmed.horizon == 50)
    #expect([10, 11, 51].map(warmed.factor) == [1, 1, 0])
    #expect(try registry.schedule(Specification("wsd:warmup=10"), horizon: 50).horizon == 50)
    #expect(try registry.schedule(Specification("cosine:horizon=9"), horizon: 50).horizon == 9)
  }
}
