import AdamPlugin
import AdamWPlugin
import Descent
import DescentCatalog
import MomentumPlugin
import SGDPlugin
import Testing

/// Rules that are another rule at some setting are that rule to the last bit.
@Suite struct RelationTests {
  static let decays = [0, 0.25]

  private func agree(_ a: any Optimizer, _ b: any Optimizer) throws -> Bool {
    let wide = Stream<Double>(count: 33, steps: 50, seed: 31)
    let short = Stream<Float>(count: 33, steps: 50, seed: 31)
    return try same(wide.points(a), wide.points(b)) && same(short.points(a), short.points(b))
  }

  @Test("AdamW without decay is Adam", arguments: [false, true])
  func adamW(amsgrad: Bool) throws {
    let adam = try Adam { $0.amsgrad = amsgrad }
    let adamW = try AdamW {
      $0.weightDecay = 0
      $0.amsgrad = amsgrad
    }
    #expect(try agree(adam, adamW))
    #expect(try !agree(adam, AdamW { $0.amsgrad = amsgrad }), "the default decays")
  }

  @Test("Momentum without momentum is SGD", arguments: decays)
  func momentum(decay: Double) throws {
    let sgd = try SGD { $0.weightDecay = decay }
    func momentum(_ mu: Double) throws -> Momentum {
      try Momentum {
        $0.momentum = mu
        $0.weightDecay = decay
      }
    }
    #expect(try agree(sgd, momentum(0)))
    #expect(try !agree(sgd, momentum(1e-3)))
  }

  @Test("AMSGrad is Adam while gradients grow, and differs once they shrink")
  func amsgrad() throws {
    let (adam, amsgrad) = (Adam(), try Adam { $0.amsgrad = true })
    var stream = Stream<Double>(count: 5, steps: 40, seed: 32)
    stream.gradients = (0..<40).map { step in
      let size = 0.5 + Double(step) / 8
      return [size, -size, 2 * size, -3 * size, size * size]
    }
    #expect(same(try stream.points(adam), try stream.points(amsgrad)))
    stream.gradients.reverse()
    #expect(try stream.points(adam)[39] != stream.points(amsgrad)[39])
  }

  @Test("AMSGrad never moves further than Adam") func amsgradIsShorter() throws {
    // From 0 with β₁ = 0, so that a step is a point and nothing cancels.
    let random = CounterRandom(seed: 33)
    for step in 1...20 {
      let gradients = (0..<step).map { t in (0..<8).map { random.normal(UInt64(8 * t + $0)) } }
      let zero = [Double](repeating: 0, count: 8)
      func last(_ amsgrad: Bool) throws -> [Double] {
        let rule = try Adam {
          $0.beta1 = 0
          $0.amsgrad = amsgrad
        }
        var stepper = try Stepper<Double>(rule, .vector(8))
        var x = zero
        for g in gradients {
          x = zero
          stepper.step(&x, gradient: g)
        }
        return x
      }
      for (a, b) in zip(try last(true), try last(false)) { #expect(abs(a) <= abs(b)) }
    }
  }

  @Test("a scheduled rate of half is a learning rate of half", arguments: RuleCase.all)
  func rate(rule: RuleCase) throws {
    let stream = Stream<Double>(count: 9, steps: 5, seed: 34)
    var half = try rule.make().specification
    half.settings = half.settings.map { $0.key == "lr" ? ($0.key, "0.05") : $0 }
    #expect(
      same(
        try stream.points(rule.make(), rate: 0.05),
        try stream.points(Catalog.registry.optimizer(half))))
  }
}
