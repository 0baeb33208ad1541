import Descent
import SchedulePlugins
import Testing

/// The documented values of each schedule: first, last, joins, past the horizon. Where the formula is
/// exact in binary the comparison is exact; elsewhere within `ulps` of 1, for a cosine or a power.
@Suite("The value of a schedule") struct ScheduleValueTests {
  static let ulps = 4 * Double.ulpOfOne

  @Test("linear goes from start through the middle to end, exactly, and stays") func linear() throws
  {
    let s = try Linear {
      $0.start = 0.25
      $0.end = 0.75
      $0.horizon = 8
    }
    #expect([1, 5, 8, 9, 10, .max].map(s.factor) == [0.25, 0.5, 0.6875, 0.75, 0.75, 0.75])
    let down = try Linear {
      $0.end = 0.1
      $0.horizon = 3
    }
    #expect(down.factor(at: 1) == 1 && down.factor(at: 4) == 0.1)
    #expect(try Linear { $0.horizon = 1 }.factor(at: 1) == 1)
    #expect(try Linear { $0.horizon = 1 }.factor(at: 2) == 0)
  }

  @Test("cosine is 1, half-way in the middle, at its floor past the horizon") func cosine() throws {
    let s = try Cosine {
      $0.floor = 0.25
      $0.horizon = 6
    }
    #expect(s.factor(at: 1) == 1)
    #expect(abs(s.factor(at: 3) - 0.8125) < Self.ulps)
    #expect(abs(s.factor(at: 4) - 0.625) < Self.ulps)
    #expect([7, 8, .max].map(s.factor) == [0.25, 0.25, 0.25])
    for k in 0...6 {
      #expect(abs(s.factor(at: 1 + k) + s.factor(at: 7 - k) - 1.25) < Self.ulps)
    }
    let short = try Cosine { $0.horizon = 1 }
    #expect([1, 2, 3].map(short.factor) == [1, 0, 0])
  }

  @Test("sgdr restarts at 1 after T0, T0 + T0 m, … steps") func sgdr() throws {
    let s = try SGDR {
      $0.period = 2
      $0.multiplier = 3
      $0.floor = 0.5
    }
    #expect([1, 3, 9, 27].map(s.factor) == [1, 1, 1, 1])
    #expect(abs(s.factor(at: 2) - 0.75) < Self.ulps)
    #expect(abs(s.factor(at: 6) - 0.75) < Self.ulps)
    #expect(abs(s.factor(at: 8) - (0.75 - 0.25 * 0.8660254037844386)) < Self.ulps)
    let same = try SGDR {
      $0.period = 4
      $0.multiplier = 1
    }
    #expect([1, 5, 9, 4001].map(same.factor) == [1, 1, 1, 1])
    #expect(abs(same.factor(at: 4003) - 0.5) < Self.ulps)
    let flat = try SGDR {
      $0.period = 1
      $0.multiplier = 1
    }
    #expect([1, 2, 77, .max].map(flat.factor) == [1, 1, 1, 1])
    #expect(try SGDR { $0.period = .max }.factor(at: .max) < Self.ulps)
    #expect(try (0...1).contains(SGDR { $0.multiplier = .max }.factor(at: .max)))
  }

  @Test("warmup is 1/W at first, 1 at step W and after, and 1 throughout without steps")
  func warmup() throws {
    let s = try Warmup { $0.steps = 4 }
    #expect([1, 2, 3, 4, 5, .max].map(s.factor) == [0.25, 0.5, 0.75, 1, 1, 1])
    #expect(try [1, 2].map(Warmup { $0.steps = 0 }.factor) == [1, 1])
    #expect(try [1, 2].map(Warmup { $0.steps = 1 }.factor) == [1, 1])
  }

  @Test("step cuts after every period") func step() throws {
    let s = try StepDecay {
      $0.period = 3
      $0.gamma = 0.5
    }
    #expect([1, 3, 4, 6, 7, 10].map(s.factor) == [1, 1, 0.5, 0.5, 0.25, 0.125])
    #expect(s.factor(at: .max) == 0)
    let stop = try StepDecay {
      $0.period = 1
      $0.gamma = 0
    }
    #expect([1, 2, 3].map(stop.factor) == [1, 0, 0])
  }

  @Test("multistep cuts after each milestone and keeps the last factor") func multiStep() throws {
    let s = try MultiStep {
      $0.milestones = [2, 3, 10]
      $0.gamma = 0.5
    }
    #expect([1, 2, 3, 4, 10, 11, .max].map(s.factor) == [1, 1, 0.5, 0.25, 0.25, 0.125, 0.125])
    #expect(s.horizon == 10)
    let none = try MultiStep { $0.milestones = [] }
    #expect([1, .max].map(none.factor) == [1, 1] && none.horizon == 0)
  }

  @Test("multistep refuses milestones that do not increase", arguments: [[80, 30], [30, 30]])
  func unsorted(_ milestones: [Int]) {
    #expect(throws: ConfigurationError.self) { try MultiStep { $0.milestones = milestones } }
  }

  @Test("exponential multiplies by gamma at every step") func exponential() throws {
    let s = try Exponential { $0.gamma = 0.5 }
    #expect([1, 2, 3, 11, .max].map(s.factor) == [1, 0.5, 0.25, 0x1p-10, 0])
    #expect(try Exponential { $0.gamma = 1 }.factor(at: .max) == 1)
    #expect(try [1, 2].map(Exponential { $0.gamma = 0 }.factor) == [1, 0])
  }

  @Test("polynomial goes by the power of the steps left") func polynomial() throws {
    let s = try Polynomial {
      $0.end = 0.5
      $0.horizon = 4
    }
    #expect([1, 3, 5, 6, .max].map(s.factor) == [1, 0.625, 0.5, 0.5, 0.5])
    let short = try Polynomial { $0.horizon = 1 }
    #expect([1, 2].map(short.factor) == [1, 0])
  }

  @Test("inverse_sqrt rises to 1 at W, is 1/2 at 4W, and without warm-up is 1/sqrt(t)")
  func inverseSquareRoot() throws {
    let s = try InverseSquareRoot { $0.warmup = 4 }
    #expect([1, 3, 4, 16, 64].map(s.factor) == [0.25, 0.75, 1, 0.5, 0.25])
    #expect([1, 4, 9, 100].map(InverseSquareRoot().factor) == [1, 0.5, 1.0 / 3, 0.1])
    #expect(s.factor(at: .max) > 0)
  }

  @Test("one_cycle is 1/div at first, 1 at the peak, 1/(div final) at the last step and after")
  func oneCycle() throws {
    let s = try OneCycle {
      $0.pctStart = 0.5
      $0.divFactor = 4
      $0.finalDivFactor = 8
      $0.horizon = 10
    }
    #expect([1, 5, 10, 11, .max].map(s.factor) == [0.25, 1, 0.03125, 0.03125, 0.03125])
    #expect(abs(s.factor(at: 3) - 0.625) < Self.ulps)
    // Where the rise has no length, the peak comes first.
    let descent = try OneCycle {
      $0.pctStart = 0.1
      $0.horizon = 10
    }
    #expect(descent.factor(at: 1) == 1)
    for fraction in [0, 0.3, 1] {
      let short = try OneCycle {
        $0.pctStart = fraction
        $0.horizon = 1
      }
      #expect([1, 2].map(short.factor) == [4e-6, 4e-6])
    }
  }

  @Test(
    "wsd rises to W, stays, decays over the last D steps to its end",
    arguments: [
      (WarmupStableDecay.Shape.linear, 0.5), (.cosine, 0.5), (.sqrt, 1 - 0.5.squareRoot()),
    ])
  func warmupStableDecay(_ shape: WarmupStableDecay.Shape, middle: Double) throws {
    let s = try WarmupStableDecay {
      $0.warmup = 4
      $0.decay = 6
      $0.end = 0.5
      $0.shape = shape
      $0.horizon = 20
    }
    #expect([1, 2, 4, 5, 14, 15].map(s.factor) == [0.25, 0.5, 1, 1, 1, 1])
    #expect(s.factor(at: 16) < 1)
    #expect(abs(s.factor(at: 18) - (0.5 + 0.5 * middle)) < Self.ulps)
    #expect(s.factor(at: 20) > 0.5)
    #expect([21, 22, .max].map(s.factor) == [0.5, 0.5, 0.5])
  }

  @Test("wsd with parts that touch or overlap keeps the warm-up") func overlapping() throws {
    func wsd(_ warmup: Int, _ decay: Int, _ horizon: Int) throws -> [Double] {
      let s = try WarmupStableDecay {
        $0.warmup = warmup
        $0.decay = decay
        $0.horizon = horizon
      }
      return (1...6).map(s.factor)
    }
    #expect(try wsd(2, 2, 4) == [0.5, 1, 1, 0.5, 0, 0])
    #expect(try wsd(2, 9, 4) == [0.5, 1, 1, 0.5, 0, 0])
    #expect(try wsd(4, 9, 4) == [0.25, 0.5, 0.75, 1, 0, 0])
    #expect(try wsd(8, 9, 4) == [0.125, 0.25, 0.375, 0.5, 0, 0])
    #expect(try wsd(0, 0, 4) == [1, 1, 1, 1, 0, 0])
    #expect(try wsd(0, 4, 4) == [1, 0.75, 0.5, 0.25, 0, 0])
    #expect(try wsd(0, 1, 1) == [1, 0, 0, 0, 0, 0])
    #expect(try wsd(1, 1, 1) == [1, 0, 0, 0, 0, 0])
  }
}
