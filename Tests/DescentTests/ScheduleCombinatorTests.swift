import Descent
import Testing

@Suite("A combination of schedules") struct ScheduleCombinatorTests {
  /// s(t) = t, settling after `end` steps if it does.
  struct Line: Schedule {
    var end: Int?
    func factor(at step: Int) -> Double { Double(end.map { min(step, $0) } ?? step) }
    var horizon: Int? { end }
    var specification: Specification { Specification(name: "line") }
  }

  private func factors(_ schedule: any Schedule, _ steps: ClosedRange<Int> = 1...7) -> [Double] {
    steps.map { schedule.factor(at: $0) }
  }

  @Test("goes on with the next schedule from its step 1") func then() {
    #expect(factors(Line(end: 3).then(Line(end: 2))) == [1, 2, 3, 1, 2, 2, 2])
    #expect(factors(Line().then(Line(), after: 2)) == [1, 2, 1, 2, 3, 4, 5])
    #expect(factors(Line(end: 3).then(Line(), after: 5)) == [1, 2, 3, 3, 3, 1, 2])
    #expect(factors(Line().then(Line(), after: 0)) == [1, 2, 3, 4, 5, 6, 7])
    #expect(factors(Line(end: 1).then(Line(end: 2)).then(Line())) == [1, 1, 2, 1, 2, 3, 4])
  }

  @Test("ends when its last part does") func horizons() {
    #expect(Line(end: 3).then(Line(end: 2)).horizon == 5)
    #expect(Line(end: 3).then(Line()).horizon == nil)
    #expect(Line(end: 3).warmedUp(steps: 4).horizon == 7)
    #expect(Line(end: 3).scaled(by: 2).horizon == 3 && Line().scaled(by: 2).horizon == nil)
    #expect(Constant().horizon == 0)
  }

  @Test("scales every factor") func scaled() {
    #expect(factors(Line().scaled(by: 0.5), 1...4) == [0.5, 1, 1.5, 2])
    #expect(factors(Line().scaled(by: 0), 1...3) == [0, 0, 0])
  }

  @Test("warms up in a line to the first factor, then starts the schedule") func warmedUp() {
    #expect(factors(Line().warmedUp(steps: 4)) == [0.25, 0.5, 0.75, 1, 1, 2, 3])
    #expect(factors(Line().scaled(by: 2).warmedUp(steps: 2), 1...4) == [1, 2, 2, 4])
    #expect(factors(Line().warmedUp(steps: 0), 1...3) == [1, 2, 3])
    #expect(factors(Line().warmedUp(steps: 1), 1...3) == [1, 1, 2])
  }

  @Test("is finite and not negative far out") func far() {
    let schedules: [any Schedule] = [
      Line(end: 9).warmedUp(steps: 3), Constant(), Line(end: 2).then(Constant()),
      Line(end: 9).scaled(by: 1e300),
    ]
    for schedule in schedules {
      for step in [1, 2, 1000, 1 << 53, Int.max] {
        let factor = schedule.factor(at: step)
        #expect(factor.isFinite && factor >= 0)
      }
    }
  }

  @Test("names its parts in its specification") func specifications() {
    #expect(Constant().specification.description == "constant")
    #expect(
      Line().scaled(by: 0.5).warmedUp(steps: 3).specification.description
        == "warmup:steps=3,of=(scaled:factor=0.5,of=(line))")
    #expect(
      Line(end: 2).then(Constant()).specification.description
        == "then:first=(line),steps=2,second=(constant)")
  }
}
