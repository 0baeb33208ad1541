import Descent
import MatricesPlugin
import Testing

@Suite("Muon") struct MuonTests {
  /// Muon without momentum, decay and factor: at rate 1 it moves by the orthogonal matrix
  /// itself.
  private func bare(_ change: (inout Muon) -> Void = { _ in }) throws -> Muon {
    try Muon {
      $0.learningRate = 1
      $0.momentum = 0
      $0.weightDecay = 0
      $0.adjustLr = .none
      $0.orthogonalizer = .svd
      change(&$0)
    }
  }

  private func move(_ shape: [Int], _ gradient: [Double], _ rule: Muon) throws -> [Double] {
    try TensorStream(
      shape: shape, start: gradient.map { _ in 0 }, gradients: [gradient]
    ).end(rule)
  }

  @Test("moves by the polar factor of the momentum") func polar() throws {
    #expect(distance(try move([2, 2], [3, 0, 0, -4], bare()), [-1, 0, 0, 1]) <= 1e-15)
    // (1, 2; −2, 1) is √5 times a rotation.
    let turned = try move([2, 2], [1, 2, -2, 1], bare())
    #expect(distance(turned, [-1, -2, 2, -1].map { $0 / 5.0.squareRoot() }) <= 1e-15)
  }

  @Test("brings a number to where the iteration brings 1") func scalar() throws {
    let (a, b, c) = (3.4445, -4.775, 2.0315)
    let fifth = (0..<5).reduce(1.0) { x, _ in a * x + (b + c * x * x) * x * x * x }
    let found = try move([1, 1], [-7], bare { $0.orthogonalizer = .newtonSchulz })
    #expect(distance(found, [fifth]) <= 1e-14)
  }

  @Test("converges to the polar factor with the coefficients 2, −1.5, 0.5") func converges() throws
  {
    let stream = TensorStream.drawn([3, 5], steps: 4)
    let iterated = try stream.points(
      bare {
        $0.orthogonalizer = .newtonSchulz
        $0.nsSteps = 40
        ($0.nsA, $0.nsB, $0.nsC) = (2, -1.5, 0.5)
      })
    for (a, b) in zip(iterated, try stream.points(bare())) { #expect(distance(a, b) <= 1e-12) }
  }

  @Test("polar_express comes near to the polar factor in five steps") func express() throws {
    let stream = TensorStream.drawn([4, 4], steps: 1)
    let near = try stream.end(bare { $0.orthogonalizer = .polarExpress })
    let distance = distance(near, try stream.end(bare()))
    #expect(distance > 1e-6 && distance < 0.15)
  }

  @Test("has a factor of the rate by the shape")
  func factor() throws {
    // A matrix whose only entry other than 0 is 1 is its own polar factor.
    let gradient = [1.0] + Array(repeating: 0, count: 7)
    func first(_ shape: [Int], _ change: (inout Muon) -> Void) throws -> Double {
      try move(shape, gradient, bare(change))[0]
    }
    #expect(abs(try first([8, 1]) { $0.adjustLr = .original } + 8.0.squareRoot()) <= 1e-14)
    #expect(abs(try first([1, 8]) { $0.adjustLr = .original } + 1) <= 1e-15)
    let match = -0.2 * 8.0.squareRoot()
    #expect(abs(try first([8, 1]) { $0.adjustLr = .matchRMSAdamW } - match) <= 1e-15)
    #expect(abs(try first([1, 8]) { $0.adjustLr = .matchRMSAdamW } - match) <= 1e-15)
  }

  @Test("stored the other way round, it makes the same moves") func transposed() throws {
    let stream = TensorStream.drawn([5, 3], steps: 4)
    var rule = Muon()
    rule.learningRate = 0.1
    let points = try stream.points(rule)
    rule.transposed = true
    for (a, b) in zip(points, try stream.transposed.points(rule)) {
      #expect(distance(stream.flipped(a), b) <= 1e-13)
    }
  }

  @Test("decays by the rate alone, whatever the factor") func decay() throws {
    let rule = try bare {
      $0.adjustLr = .original
      $0.learningRate = 0.5
      $0.weightDecay = 0.5
    }
    let stream = TensorStream(
      shape: [4, 1], start: [8, 4, 0, -4], gradients: [[0, 0, 0, 0]])
    #expect(try stream.end(rule) == [6, 3, 0, -3])
  }

  @Test("leaves the momentum as it is", arguments: [false, true])
  func momentum(_ nesterov: Bool) throws {
    let rule = try Muon {
      $0.momentum = 0.9
      $0.nesterov = nesterov
    }
    var stepper = try Stepper<Double>(rule, Layout([(name: "w", shape: [1, 2])]))
    var x = [0.0, 0]
    stepper.step(&x, gradient: [10, 0])
    #expect(stepper.state["momentum"].map(Array.init) == [10 * (1 - 0.9), 0])
  }

  @Test("with bias correction it weighs the momentum of the next step and the gradient of this one")
  func correction() throws {
    // The polar factor of m ⊙ weights: two steps of (1, 0; 0, 1), then of (0, 2; −2, 0).
    let gradients = [[1.0, 0, 0, 1], [1, 0, 0, 1], [0, 2, -2, 0]]
    let rule = try bare {
      $0.momentum = 0.5
      $0.biasCorrection = true
    }
    let points = try TensorStream(shape: [2, 2], start: [0, 0, 0, 0], gradients: gradients).points(
      rule)
    // m₃ = (3/8, 1; −1, 3/8), u = ½ m₃/(1 − 1/16) + ½ g₃/(1 − 1/8), a multiple of a rotation.
    let (a, b) = (0.5 * 0.375 / 0.9375, 0.5 / 0.9375 + 1 / 0.875)
    let size = (a * a + b * b).squareRoot()
    let expected = [-2 - a / size, -b / size, b / size, -2 - a / size]
    #expect(distance(points[2], expected) <= 1e-14)
    let plain = try TensorStream(shape: [2, 2], start: [0, 0, 0, 0], gradients: gradients).end(
      bare { $0.momentum = 0.5 })
    #expect(distance(plain, expected) > 1e-3)
  }

  @Test("moves a coordinate of its default rule by 0.00086 at first") func first() throws {
    // For a 1 x 1 matrix Nesterov's mean is a number, which the iteration turns into 0.7 to
    // 1.2.
    let x = try TensorStream(shape: [1, 1], start: [0], gradients: [[3]]).end(Muon())[0]
    #expect(x < -0.00068 && x > -0.00121)
  }

  @Test("refuses coefficients under which nothing stays bounded") func refuses() throws {
    #expect(throws: ConfigurationError.self) {
      try Muon {
        $0.nsB = 0
        $0.nsC = 2
      }
    }
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      Muon.self,
      defaults: "muon:lr=0.001,momentum=0.95,weight_decay=0.1,nesterov=true,bias_correction=false,"
        + "orthogonalizer=newton_schulz,adjust_lr=original,transposed=false,ns_steps=5,ns_a=3.4445,"
        + "ns_b=-4.775,ns_c=2.0315,eps=1e-07,eps_placement=clamp,polar_eps=1e-06",
      ranges: [
        "lr [0, inf)", "momentum [0, 1)", "weight_decay [0, inf)", "nesterov true or false",
        "bias_correction true or false",
        "orthogonalizer one of newton_schulz, svd, polar_express",
        "adjust_lr one of original, match_rms_adamw, none", "transposed true or false",
        "ns_steps [1, 100]", "ns_a [1, inf)", "ns_b a number", "ns_c a number",
        "eps [0, inf)", "eps_placement one of clamp, sum", "polar_eps [0, inf)",
      ])
  }

  @Test("names its buffer and weighs it") func state() throws {
    try expectState(Muon(), buffers: ["momentum"])
  }
}
