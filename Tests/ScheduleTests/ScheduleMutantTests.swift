import Descent
import SchedulePlugins
import Testing

/// Schedules with a planted fault, each of which some law must reject.
@Suite struct ScheduleMutantTests {
  struct Mutant: Schedule {
    var horizon: Int? = 100
    let rule: @Sendable (Double) -> Double
    func factor(at step: Int) -> Double { rule(Double(step)) }
    var specification: Specification { Specification(name: "mutant") }
  }

  /// Multiplies a rate of its own at every call, as a recursion does.
  final class Recursion: Schedule, @unchecked Sendable {
    private var rate = 1.0
    let horizon: Int? = nil
    func factor(at step: Int) -> Double {
      rate *= 0.999
      return rate
    }
    var specification: Specification { Specification(name: "recursion") }
  }

  @Test("bounded rejects a negative factor, a climb, and 0/0") func bounded() {
    #expect(ScheduleLaw.bounded(Mutant { 1 - $0 / 100 }) != nil)
    #expect(ScheduleLaw.bounded(Mutant { 0.5 + $0 / 1000 }) != nil)
    #expect(ScheduleLaw.bounded(Mutant { $0 == 100 ? (100 - $0) / ($0 - 100) : 0.5 }) != nil)
    #expect(ScheduleLaw.bounded(Constant().scaled(by: 1.001)) != nil)
  }

  @Test("pure rejects a recursion") func pure() {
    #expect(ScheduleLaw.pure(Recursion(), seed: 1) != nil)
  }

  @Test("settled rejects a horizon one step short and a cosine that turns back") func settled() {
    #expect(ScheduleLaw.settled(Mutant { max(0, 1 - ($0 - 1) / 101) }) != nil)
    #expect(ScheduleLaw.settled(Mutant { (1 + .cos(.pi * ($0 - 1) / 100)) / 2 }) != nil)
  }

  @Test("unimodal rejects a restart and a peak one step off") func unimodal() {
    let sgdr = Mutant(horizon: nil) { 1 - ($0 - 1).truncatingRemainder(dividingBy: 10) / 10 }
    #expect(ScheduleLaw.unimodal(sgdr, peak: 1...1) != nil)
    let rise = Mutant { min($0 / 9, 9 / $0) }
    #expect(ScheduleLaw.unimodal(rise, peak: 9...9) == nil)
    #expect(ScheduleLaw.unimodal(rise, peak: 8...8) != nil)
    #expect(ScheduleLaw.unimodal(rise, peak: 10...10) != nil)
  }

  @Test("rescaled rejects steps counted from 1 and a horizon one short") func rescaled() throws {
    func late(_ horizon: Double) -> Mutant { Mutant { max(0, 1 - $0 / horizon) } }
    #expect(ScheduleLaw.rescaled(late(50), late(100), by: 2) != nil)
    func short(_ horizon: Double) -> Mutant { Mutant { max(0, 1 - ($0 - 1) / (horizon - 1)) } }
    #expect(ScheduleLaw.rescaled(short(50), short(100), by: 2) != nil)
    #expect(ScheduleLaw.rescaled(Constant(), Constant(), by: 2) == nil)
  }
}
