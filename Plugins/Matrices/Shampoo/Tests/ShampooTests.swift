import Descent
import DescentMatrix
import MatricesPlugin
import Testing

@Suite("Shampoo") struct ShampooTests {
  /// Shampoo at rate 1 with changed settings.
  private func rule(_ change: (inout Shampoo) -> Void = { _ in }) throws -> Shampoo {
    try Shampoo {
      $0.learningRate = 1
      change(&$0)
    }
  }

  private func polarFactor(_ x: [Double], rows: Int, columns: Int) -> [Double] {
    var copy = x
    let work = WorkMemory<Double>()
    copy.withUnsafeMutableBufferPointer {
      MutableMatrixView($0, rows: rows, columns: columns).setPolarFactor(work: work)
    }
    return copy
  }

  @Test("first moves by the polar factor", arguments: [[3, 3], [3, 5], [5, 3], [1, 4]])
  func polar(_ shape: [Int]) throws {
    let stream = TensorStream.drawn(shape, steps: 1)
    let x = try stream.end(rule { $0.epsilon = 0 })
    let factor = polarFactor(stream.gradients[0], rows: shape[0], columns: shape[1])
    #expect(distance(x, zip(stream.start, factor).map { $0 - $1 }) <= 1e-12)
  }

  @Test("is Adagrad of a number, however many axes it has", arguments: [[1], [1, 1], [1, 1, 1]])
  func number(_ shape: [Int]) throws {
    let points = try TensorStream(
      shape: shape, start: [0], gradients: [[2], [-1], [3]]
    ).points(rule { $0.epsilon = 0.25 })
    // 2/√4.25, −1/√5.25, 3/√14.25
    let moves = [2 / 4.25.squareRoot(), -1 / 5.25.squareRoot(), 3 / 14.25.squareRoot()]
    let expected = [-moves[0], -moves[0] - moves[1], -moves[0] - moves[1] - moves[2]]
    #expect(distance(points.map { $0[0] }, expected) <= 1e-15)
  }

  @Test("is the diagonal rule of diagonal gradients") func diagonal() throws {
    let x = try TensorStream(
      shape: [2, 2], start: [0, 0, 0, 0], gradients: [[2, 0, 0, 3], [1, 0, 0, -1]]
    ).end(rule { $0.epsilon = 0 })
    #expect(distance(x, [-1 - 1 / 5.0.squareRoot(), 0, 0, -1 + 1 / 10.0.squareRoot()]) <= 1e-14)
  }

  @Test("takes both factors from the gradient, with the exponent −1/4") func secondStep() throws {
    // With one row, L is Σ‖g‖², and R has the directions of the gradients.
    let x = try TensorStream(
      shape: [1, 2], start: [0, 0], gradients: [[1, 0], [0, 2]]
    ).end(rule { $0.epsilon = 0 })
    #expect(distance(x, [-1, -2 / (4.0.squareRoot() * 5.0.squareRoot()).squareRoot()]) <= 1e-14)
  }

  @Test("turns with the axes of a tensor of three") func axes() throws {
    // If the first and last axes of the gradients are exchanged, so are those of the points.
    let (stream, count) = (TensorStream.drawn([2, 3, 4], steps: 4), 24)
    func turned(_ x: [Double]) -> [Double] {
      (0..<count).map { place in
        let (k, j, i) = (place / 6, place / 2 % 3, place % 2)
        return x[i * 12 + j * 4 + k]
      }
    }
    let other = TensorStream(
      shape: [4, 3, 2], start: turned(stream.start), gradients: stream.gradients.map(turned))
    #expect(distance(turned(try stream.end(rule())), try other.end(rule())) <= 1e-12)
  }

  @Test("decays its factors, and divides by what is missing") func decayedFactors() throws {
    let stream = TensorStream(shape: [1], start: [0], gradients: [[2], [4]])
    // 0.25·(0.25·ε + 0.75·4) + 0.75·16, with ε = 4, over 1 − 0.25².
    let sum = 0.25 * (0.25 * 4 + 0.75 * 4) + 0.75 * 16
    func last(_ change: (inout Shampoo) -> Void) throws -> Double {
      let points = try stream.points(
        rule {
          $0.beta2 = 0.25
          $0.epsilon = 4
          change(&$0)
        })
      return points[1][0] - points[0][0]
    }
    #expect(abs(try last { _ in } + 4 / sum.squareRoot()) <= 1e-15)
    let corrected = sum / (1 - 0.0625)
    #expect(
      abs(try last { $0.biasCorrection = true } + 4 / corrected.squareRoot()) <= 1e-15)
    let atRoot = 0.25 * 0.75 * 4 + 0.75 * 16 + 4
    #expect(abs(try last { $0.epsPlacement = .root } + 4 / atRoot.squareRoot()) <= 1e-15)
  }

  @Test("takes roots at the first step and once a period after it") func period() throws {
    let points = try TensorStream(
      shape: [1], start: [0], gradients: [[1], [1], [1]]
    ).points(
      rule {
        $0.epsilon = 0
        $0.updatePeriod = 2
      })
    #expect(distance(points.map { $0[0] }, [-1, -2, -2 - 1 / 3.0.squareRoot()]) <= 1e-15)
  }

  @Test("takes the norm of the grafted rule's move", arguments: [Grafting.sgd, .adagrad, .adam])
  func grafting(_ grafting: Grafting) throws {
    let stream = TensorStream.drawn([3, 4], steps: 1)
    let start = stream.start
    let plain = try zip(stream.end(rule()), start).map { $0 - $1 }
    let grafted = try zip(stream.end(rule { $0.grafting = grafting }), start).map { $0 - $1 }
    // At the first step Adagrad and Adam move each of the twelve coordinates by 1.
    let norm =
      grafting == .sgd ? stream.gradients[0].euclideanNorm : 12.0.squareRoot()
    #expect(abs(grafted.euclideanNorm / norm - 1) <= 1e-7)
    let factor = grafted.euclideanNorm / plain.euclideanNorm
    #expect(distance(grafted, plain.map { $0 * factor }) <= 1e-12)
  }

  @Test("moves as the grafted rule before start_step, and from there by its roots")
  func start() throws {
    let stream = TensorStream(shape: [2], start: [0, 0], gradients: [[3, 4], [3, 4], [4, -3]])
    let points = try stream.points(
      rule {
        $0.grafting = .sgd
        $0.startStep = 3
        $0.epsilon = 1
      })
    #expect(Array(points[..<2]) == [[-3, -4], [-6, -8]])
    // Both directions have gradients: 51 along the first, 26 along the second; the norm is 5.
    #expect(distance(points[2], [-10, -5]) <= 1e-14)
  }

  @Test("filters the gradient by β₁, and by β₃ in this step") func filtered() throws {
    let stream = TensorStream(shape: [1], start: [0], gradients: [[1], [3]])
    func points(_ beta3: Double, _ corrects: Bool) throws -> [Double] {
      try stream.points(
        rule {
          $0.beta1 = 0.5
          $0.beta3 = beta3
          $0.biasCorrection = corrects
          // The roots do not matter either, because the exponent is small enough.
          $0.exponent = 1e-300
        }
      ).map { $0[0] }
    }
    // m: 1/2, then 1/4 + 3/2.
    #expect(try points(-1, false) == [-0.5, -2.25])
    // 3/4 of 0 and 1/4 of 1; then 3/4 of 1/2 and 1/4 of 3.
    #expect(try points(0.75, false) == [-0.25, -1.375])
    // Over 1 − 3/4, and 1 − 3/4 · 1/2.
    #expect(try distance(points(0.75, true), [-1, -2.8]) <= 1e-15)
  }

  @Test("leaves out an axis that is too long, and counts it in the exponent") func longAxis() throws
  {
    let x = try TensorStream(
      shape: [1, 2], start: [0, 0], gradients: [[3, 4]]
    ).end(
      rule {
        $0.epsilon = 0
        $0.maxDim = 1
      })
    // 25^(−1/4)
    #expect(distance(x, [-3 / 5.0.squareRoot(), -4 / 5.0.squareRoot()]) <= 1e-14)
  }

  @Test("keeps a velocity of moves") func momentum() throws {
    let points = try TensorStream(
      shape: [1], start: [0], gradients: [[1], [0]]
    ).points(
      rule {
        $0.epsilon = 0
        $0.momentum = 0.5
      })
    #expect(points == [[-1], [-1.5]])
  }

  @Test("decays through the gradient, or beside it") func decay() throws {
    let stream = TensorStream(shape: [1], start: [4], gradients: [[0]])
    #expect(
      try stream.end(
        rule {
          $0.epsilon = 0
          $0.weightDecay = 0.5
        }) == [3])
    #expect(
      try stream.end(
        rule {
          $0.weightDecay = 0.5
          $0.decoupledWeightDecay = true
        }) == [2])
  }

  @Test("refuses a start without grafting, and a β₃ that is neither") func refuses() {
    #expect(throws: ConfigurationError.self) { try Shampoo { $0.startStep = 2 } }
    #expect(throws: ConfigurationError.self) { try Shampoo { $0.beta3 = -0.5 } }
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      Shampoo.self,
      defaults: "shampoo:lr=0.1,momentum=0,beta1=0,beta3=-1,beta2=1,bias_correction=false,"
        + "eps=0.0001,eps_placement=start,exponent=0,update_period=1,start_step=1,max_dim=1024,"
        + "grafting=none,graft_eps=1e-08,graft_beta2=0.999,weight_decay=0,"
        + "decoupled_weight_decay=false",
      ranges: [
        "lr [0, inf)", "momentum [0, 1)", "beta1 [0, 1)", "beta3 [-1, 1)", "beta2 [0, 1]",
        "bias_correction true or false", "eps [0, inf)", "eps_placement one of start, root",
        "exponent [0, 1]", "update_period [1, inf)", "start_step [1, inf)", "max_dim [1, 65536]",
        "grafting one of none, sgd, adagrad, adam", "graft_eps [0, inf)", "graft_beta2 [0, 1)",
        "weight_decay [0, inf)", "decoupled_weight_decay true or false",
      ])
  }

  @Test("names its buffers, those of options only with them") func state() throws {
    func names(_ rule: Shampoo) throws -> [String] {
      try Stepper<Double>(rule, .vector(3)).state.layout.buffers.map(\.slot.name)
    }
    #expect(try Set(names(rule())) == ["factor_0", "root_0"])
    let all = try rule {
      $0.momentum = 0.9
      $0.beta1 = 0.9
      $0.grafting = .adam
    }
    #expect(
      try Set(names(all)) == [
        "factor_0", "root_0", "velocity", "mean_gradient", "mean_square",
      ])
    #expect(try Stepper<Double>(rule(), .vector(3)).state.byteCount == 2 * 9 * 8 + 8)
  }
}
