import Descent
import Testing

/// The gradient that a modifier passes to its rule: a step with rate 1 from 0 is the negated gradient.
func passed<T: KernelScalar>(
  _ gradient: [T], _ modified: any Optimizer, layout: Layout? = nil, present: [Bool]? = nil
) throws -> [T] {
  var stepper = try Stepper<T>(modified, layout ?? .vector(gradient.count))
  var x = [T](repeating: 0, count: gradient.count)
  stepper.step(&x, gradient: gradient, rate: 1, present: present)
  return x.map { -$0 }
}

func same<T: KernelScalar>(_ a: [T], _ b: [T]) -> Bool {
  a.count == b.count && zip(a, b).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
}

@Suite("A clipped gradient") struct ClippedTests {
  private func clip<T: KernelScalar>(
    _ gradient: [T], norm: Double, layout: Layout? = nil, present: [Bool]? = nil
  ) throws -> [T] {
    try passed(gradient, optimizer("sgd").clipped(norm: norm), layout: layout, present: present)
  }

  static func random(_ count: Int, seed: UInt64) -> [Double] {
    (0..<UInt64(count)).map { CounterRandom(seed: seed).normal($0) }
  }

  @Test("passes a gradient at or below the threshold bit for bit") func identity() throws {
    for seed in 0..<20 as Range<UInt64> {
      let g = Self.random(9, seed: seed)
      let norm = euclideanNorm(g, 9)
      #expect(try clip(g, norm: norm) == g && clip(g, norm: 1.5 * norm) == g)
      #expect(try clip(g, norm: norm.nextDown) != g)
    }
    #expect(try clip([3.0, 4], norm: 5) == [3, 4])
    #expect(try clip([0.0, 0], norm: 1e-300) == [0, 0])
  }

  @Test("shortens a longer one to the threshold and keeps its direction") func shortens() throws {
    #expect(try clip([3.0, -4], norm: 2.5) == [1.5, -2])
    for seed in 0..<20 as Range<UInt64> {
      let g = Self.random(17, seed: seed)
      let clipped = try clip(g, norm: 0.7)
      // Each entry has two roundings, and the norm a few.
      #expect(abs(euclideanNorm(clipped, 17) / 0.7 - 1) < 1e-15)
      let ratio = 0.7 / euclideanNorm(g, 17)
      for (a, b) in zip(clipped, g) { #expect(abs(a / (b * ratio) - 1) < 1e-15) }
    }
  }

  @Test("clips huge and tiny gradients, in either precision") func extremes() throws {
    #expect(try clip([3e200, -4e200], norm: 5).map { $0.rounded() } == [3, -4])
    #expect(try clip([3e-200, -4e-200], norm: 5e-210).map { ($0 * 1e210).rounded() } == [3, -4])
    let clipped = try clip([3e38, -3e38] as [Float], norm: 1)
    #expect(abs(euclideanNorm(clipped, 2) - 1) < 1e-6)
    #expect(try clip([Float.leastNonzeroMagnitude], norm: 1) == [.leastNonzeroMagnitude])
    // Finite entries, but an infinite norm.
    let largest = Double.greatestFiniteMagnitude
    let halves = try clip([largest, largest, -largest, largest], norm: 2)
    #expect(halves == [1, 1, -1, 1])
  }

  @Test("scales with units of two, bit for bit") func units() throws {
    let g = Self.random(13, seed: 3)
    let plain = try clip(g, norm: 0.3)
    for exponent in [-300, -20, 1, 30, 400] {
      let scale = Double(sign: .plus, exponent: exponent, significand: 1)
      #expect(try clip(g.map { $0 * scale }, norm: 0.3 * scale) == plain.map { $0 * scale })
    }
  }

  @Test("keeps NaN and infinity visible") func visible() throws {
    #expect(same(try clip([1.0, .nan, 2], norm: 1), [1, .nan, 2]))
    #expect(same(try clip([1.0, -.infinity], norm: 1), [1, -.infinity]))
  }

  @Test("measures all tensors together, in any grouping") func grouping() throws {
    let g = Self.random(12, seed: 4)
    let whole = try clip(g, norm: 0.5)
    for sizes in [[1, 11], [4, 4, 4], [0, 6, 0, 6], [12, 0]] {
      let layout = Layout(sizes.enumerated().map { (name: "t\($0)", shape: [$1]) })
      #expect(try clip(g, norm: 0.5, layout: layout) == whole)
    }
  }

  @Test("counts nothing of a tensor without a gradient") func absent() throws {
    let layout = Layout([(name: "a", shape: [1]), (name: "b", shape: [2])])
    let g = [Double.nan, 3, 4]
    #expect(try clip(g, norm: 2.5, layout: layout, present: [false, true]) == [0, 1.5, 2])
  }

  @Test("does not change the caller's gradient", arguments: [true, false])
  func caller(byNorm: Bool) throws {
    let rule: any Optimizer =
      byNorm ? try optimizer("sgd").clipped(norm: 1) : try optimizer("sgd").clipped(value: 1)
    let g = [30.0, -40]
    #expect(try passed(g, rule) != g && g == [30, -40])
  }

  @Test("would notice a norm taken tensor by tensor") func mutant() throws {
    let layout = Layout([(name: "a", shape: [1]), (name: "b", shape: [1])])
    let split = try clip([3.0, 4], norm: 2.5, layout: layout)
    let apart = try clip([3.0], norm: 2.5) + clip([4.0], norm: 2.5)
    #expect(split == [1.5, 2] && apart == [2.5, 2.5])
  }

  @Test("clamps every entry to the value, NaN apart") func byValue() throws {
    let rule = try optimizer("sgd").clipped(value: 2)
    let g = [-3, -2, -1.5, 0, 2, 2.0.nextUp, .infinity, -.infinity, .nan]
    let expected = [-2, -2, -1.5, 0, 2, 2, 2, -2, Double.nan]
    #expect(same(try passed(g, rule), expected))
    #expect(same(try passed(g.map(Float.init), rule), expected.map(Float.init)))
  }

  static let refused: [(value: Double, text: String)] = [
    (0, "0"), (-1, "-1"), (.nan, "nan"), (.infinity, "inf"),
  ]

  @Test("refuses a threshold that is not finite and positive", arguments: refused)
  func refuses(value: Double, text: String) throws {
    let sgd = try optimizer("sgd")
    #expect(
      message { _ = try sgd.clipped(norm: value) }
        == "clip_norm: norm must lie in (0, inf), got \(text)")
    #expect(
      message { _ = try sgd.clipped(value: value) }
        == "clip_value: value must lie in (0, inf), got \(text)")
  }
}
