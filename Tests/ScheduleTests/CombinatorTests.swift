import Descent
import SchedulePlugins
import Testing

@Suite("A schedule combinator") struct CombinatorTests {
  @Test("then plays the first to its horizon and the second from its step 1") func then() throws {
    let s = try Warmup { $0.steps = 4 }.then(try Linear { $0.horizon = 2 })
    #expect((1...8).map(s.factor) == [0.25, 0.5, 0.75, 1, 1, 0.5, 0, 0])
    #expect(s.horizon == 6)
    let cut = try Linear { $0.horizon = 4 }.then(Constant(), after: 2)
    #expect((1...4).map(cut.factor) == [1, 0.75, 1, 1])
    #expect(Constant().then(Exponential()).factor(at: 1) == 1)
    #expect(Constant().then(Exponential()).horizon == nil)
  }

  @Test("scaled multiplies every factor and keeps the horizon") func scaled() throws {
    let s = try Linear { $0.horizon = 4 }.scaled(by: 0.5)
    #expect((1...6).map(s.factor) == [0.5, 0.375, 0.25, 0.125, 0, 0])
    #expect(s.horizon == 4)
    #expect(Constant().scaled(by: 0).factor(at: .max) == 0)
  }

  @Test("warmedUp rises to the first factor and shifts the rest") func warmedUp() throws {
    let s = try Linear {
      $0.start = 0.5
      $0.horizon = 2
    }.warmedUp(steps: 2)
    #expect((1...6).map(s.factor) == [0.25, 0.5, 0.5, 0.25, 0, 0])
    #expect(s.horizon == 4)
    let plain = try Linear { $0.horizon = 2 }.warmedUp(steps: 0)
    #expect((1...3).map(plain.factor) == [1, 0.5, 0])
  }

  @Test("a horizon that would overflow is the largest number instead") func overflow() throws {
    let endless = try Linear { $0.horizon = .max }
    #expect(endless.warmedUp(steps: 5).horizon == .max)
    #expect(Warmup().then(endless).horizon == .max)
    #expect(endless.warmedUp(steps: .max).factor(at: .max) == 1)
  }
}
