import Descent
import DescentCatalog
import Testing

@testable import DescentTextbook

/// What an independent implementation measured, in its eight significant digits.
private let independent: [(id: String, measured: [Double])] = [
  ("HB-01b", [0.81958691]),
  ("HB-01c", [0.81853528, 0.81853528]),
  ("HB-02", [0.90373014, 0.90029275, 0.90026439, 0.89983729, 0.9001966]),
  ("HB-03", [0.28571429, 0.42857143, 0.54285714, 0.56857143]),
  ("NAG-03", [0.28571429, 0.21428571, 0.19387755, 0.19079578]),
  ("HB-03e", [0.28571429, 0.85714286, 5.4285714, 56.857143]),
  ("HB-04", [-1.802449, 0.64653061, 2.1159184]),
  ("HB-05", [0.4975632]),
  ("NAG-01a", [0.20997188]),
  ("NAG-01b", [1.1383399, 1.0367323, 1.0148759]),
  ("NAG-02a", [0.95746125, 0.95746125]),
  ("NAG-05", [0.015020539, 0.49467024]),
  ("NAG-06a", [892]),
  ("NAG-06b", [99.888889]),
  ("NAG-06c", [-0.086858394]),
  ("OGM-01", [0.06855964, 0.06855964]),
]

/// What it measured of controls, where that is no rounding error.
private let independentControls: [(id: String, place: Int, value: Double)] = [
  ("HB-01b", 0, 0.98019802), ("HB-01c", 0, 0.98019802), ("HB-02", 0, 0.988), ("HB-02", 1, 0.8),
  ("HB-03", 3, 0.19079578), ("HB-05", 0, 7.5349032e9), ("NAG-01a", 0, 9.0173686),
  ("NAG-02a", 0, 2.9190718e8), ("NAG-02b", 0, 0.10667153), ("NAG-04", 0, 0.64497229),
  ("NAG-05", 0, 1.0825525),
  ("NAG-06c", 0, -0.0037884465), ("OGM-01", 0, 0.12641276),
]

/// Whether a number prints as another that has eight significant digits.
private func agree(_ measured: Double, _ printed: Double) -> Bool {
  let unit = Double.pow(10, Double.log10(abs(printed)).rounded(.down) - 7)
  // A little more than half a unit: the printed number is itself rounded.
  return abs(measured - printed) <= 0.501 * unit
}

@Suite struct MomentumTests {
  @Test(
    "measures what an independent implementation did", arguments: independent.map(\.id))
  func independentValues(id: String) throws {
    let expected = try #require(independent.first { $0.id == id })
    let finding = try #require(Textbook.experiment(id)).run(Laboratory())
    #expect(finding.measured.count == expected.measured.count)
    for (measured, value) in zip(finding.measured, expected.measured) {
      #expect(agree(measured, value))
    }
    for control in independentControls where control.id == id {
      #expect(agree(finding.controlled[control.place], control.value))
    }
  }

  @Test("FISTA's gap on NEST exceeds conjugate gradients' by 149, 195 and 212 %")
  func conjugateGradients() throws {
    let finding = try #require(Textbook.experiment("CG-00")).run(Laboratory())
    let excesses = zip(finding.controlled, finding.measured).map { $0 / $1 - 1 }
    for (excess, value) in zip(excesses, [1.4854162, 1.9471598, 2.1152533]) {
      #expect(abs(excess - value) < 1e-7)
    }
  }

  @Test("judges a rule that diverges or stands still, and does not break off")
  func anybodysRule() throws {
    let lab = Laboratory()
    for id in ["HB-02", "HB-04", "HB-05", "HB-06", "NAG-02a", "NAG-04"] {
      for rule in ["momentum:momentum=0.9999", "adam:eps=0", "adagrad", "rmsprop:weight_decay=1e9"]
      {
        let finding = try #require(Textbook.experiment(id)).run(lab, rule: Specification(rule))
        #expect(!finding.holds, "\(id) of \(rule)")
      }
    }
    for id in ["HB-01c", "HB-03", "NAG-01a", "NAG-05", "NAG-06c", "OGM-01"] {
      let finding = try #require(Textbook.experiment(id)).run(
        lab, rule: Specification("rmsprop:eps=0"))
      #expect(!finding.holds, "\(id) of rmsprop")
    }
  }

  @Test("reaches the golden points after 200 steps on QUAD5") func golden() throws {
    var (b, start) = (PortableRandom(5), PortableRandom(6))
    let problem = DenseQuadratic(QUAD5.matrix, b.normals(5))
    let x0 = start.normals(5)
    let expected = [
      "momentum:momentum=0.9": [
        -0.3845033100296053, -0.6466494857587641, 0.1266797662113909, 0.3037693930615461,
        -0.5255455578821967,
      ],
      "momentum:momentum=0.9,nesterov=true": [
        -0.3838802533980816, -0.6456179549172919, 0.1264955900330696, 0.30334662975537496,
        -0.5247470205720296,
      ],
    ]
    let lab = Laboratory()
    for (text, point) in expected {
      let rule = try lab.rule(Specification(text), rate: 0.001)
      let last = try lab.path(rule, on: problem, from: x0, steps: 200).last
      // The rounding of 200 steps; the specification's differs in the order of its sums.
      #expect(last.minus(point).largestMagnitude < 4e-15)
    }
  }
}

/// A wrong rule that takes the name and the settings of the right one.
private struct WrongMomentum<Bug: MomentumBug>: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate", in: 0...) var learningRate = 0.01
  @Hyperparameter("momentum", in: 0..<1) var momentum = 0.9
  @Hyperparameter("look ahead") var nesterov = false

  static var card: Card {
    Card(name: "momentum", summary: "wrong on purpose", formula: "", source: "none")
  }
  var slots: [StateSlot] { ["velocity"] }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) {
    let mu = T(momentum)
    s[0] = mu * s[0] + Bug.share(mu) * g
    x -= T(rate) * Bug.move(g, s[0], mu, nesterov: nesterov)
  }
}

private protocol MomentumBug: Sendable {
  static func share<T: KernelScalar>(_ mu: T) -> T
  static func move<T: KernelScalar>(_ g: T, _ v: T, _ mu: T, nesterov: Bool) -> T
}

extension MomentumBug {
  static func share<T: KernelScalar>(_ mu: T) -> T { 1 }
  static func move<T: KernelScalar>(_ g: T, _ v: T, _ mu: T, nesterov: Bool) -> T {
    nesterov ? g + mu * v : v
  }
}

private enum NoBug: MomentumBug {}

private enum SharedGradient: MomentumBug {
  static func share<T: KernelScalar>(_ mu: T) -> T { 1 - mu }
}

private enum AlwaysNesterov: MomentumBug {
  static func move<T: KernelScalar>(_ g: T, _ v: T, _ mu: T, nesterov: Bool) -> T { g + mu * v }
}

private enum NeverNesterov: MomentumBug {
  static func move<T: KernelScalar>(_ g: T, _ v: T, _ mu: T, nesterov: Bool) -> T { v }
}

private enum NoGradientTerm: MomentumBug {
  static func move<T: KernelScalar>(_ g: T, _ v: T, _ mu: T, nesterov: Bool) -> T {
    nesterov ? mu * v : v
  }
}

@Suite struct MomentumMutantTests {
  private func holds(_ id: String, _ rule: any ConfigurableOptimizer.Type) throws -> Bool {
    var registry = Registry()
    registry.add(rule)
    for type in Catalog.registry.optimizers where type.card.name != rule.card.name {
      registry.add(type)
    }
    return try #require(Textbook.experiment(id)).run(Laboratory(registry: registry)).holds
  }

  @Test("HB-03 rejects a gradient that enters with 1 - β, and Nesterov by mistake")
  func heavyBall() throws {
    #expect(try holds("HB-03", WrongMomentum<NoBug>.self))
    #expect(try !holds("HB-03", WrongMomentum<SharedGradient>.self))
    #expect(try !holds("HB-03", WrongMomentum<AlwaysNesterov>.self))
  }

  @Test("NAG-03 rejects heavy ball by mistake, and a missing gradient term") func nesterov() throws
  {
    #expect(try holds("NAG-03", WrongMomentum<NoBug>.self))
    #expect(try !holds("NAG-03", WrongMomentum<NeverNesterov>.self))
    #expect(try !holds("NAG-03", WrongMomentum<NoGradientTerm>.self))
  }
}
