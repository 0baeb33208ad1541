import Descent
import MatricesPlugin
import Testing

@Suite("SOAP") struct SOAPTests {
  private func rule(_ change: (inout SOAP) -> Void = { _ in }) throws -> SOAP {
    try SOAP {
      $0.learningRate = 0.5
      $0.weightDecay = 0
      change(&$0)
    }
  }

  /// Adam on the given gradients, with ε before bias correction.
  private func adam(
    _ start: [Double], _ gradients: [[Double]], _ rule: SOAP
  ) -> [[Double]] {
    var (x, m, v) = (start, start.map { _ in 0.0 }, start.map { _ in 0.0 })
    return gradients.enumerated().map { step, g in
      let t = Double(step + 1)
      let rate =
        rule.learningRate * (1 - Double.pow(rule.beta2, t)).squareRoot()
        / (1 - Double.pow(rule.beta1, t))
      for i in x.indices {
        m[i] = rule.beta1 * m[i] + (1 - rule.beta1) * g[i]
        v[i] = rule.beta2 * v[i] + (1 - rule.beta2) * g[i] * g[i]
        x[i] -= rate * m[i] / (v[i].squareRoot() + rule.epsilon)
      }
      return x
    }
  }

  @Test("is Adam one step late without factors", arguments: [[4], [2, 3], [2, 2, 2]])
  func late(_ shape: [Int]) throws {
    let rule = try rule {
      $0.maxPreconditionDim = 0
      $0.epsilon = 0.01
    }
    let stream = TensorStream.drawn(shape, steps: 6)
    let expected = [stream.start] + adam(stream.start, Array(stream.gradients.dropFirst()), rule)
    for (a, b) in zip(try stream.points(rule), expected) { #expect(distance(a, b) <= 1e-14) }
  }

  @Test("is Adam in the basis of the first gradient, as long as it keeps it") func basis() throws {
    // The gradients are diagonal, so the basis is the coordinate basis up to signs and order.
    let stream = TensorStream(
      shape: [2, 2], start: [1, 2, 3, 4],
      gradients: [[3, 0, 0, 2], [1, 2, -1, 4], [2, 0, 1, -1]])
    let rule = try rule()
    let expected = [stream.start] + adam(stream.start, Array(stream.gradients.dropFirst()), rule)
    for (a, b) in zip(try stream.points(rule), expected) { #expect(distance(a, b) <= 1e-14) }
  }

  @Test("moves nothing at the first step, and decays nothing") func first() throws {
    let stream = TensorStream.drawn([3, 3], steps: 1)
    #expect(try stream.end(rule { $0.weightDecay = 0.5 }) == stream.start)
  }

  @Test("decays after the move") func decay() throws {
    let stream = TensorStream(shape: [1], start: [8], gradients: [[0], [2]])
    let x = try stream.end(
      rule {
        $0.weightDecay = 0.5
        $0.epsilon = 0
      })
    // (8 − ½)(1 − ¼)
    #expect(distance(x, [5.625]) <= 1e-14)
  }

  @Test("turns with the rows and columns of a square matrix", arguments: [1, 3])
  func rotation(_ period: Int) throws {
    // A rotation by 36° of the first two rows, and one of the last two columns.
    let (c, s) = (0.8090169943749475, 0.5877852522924731)
    func turned(_ x: [Double]) -> [Double] {
      var y = x
      for j in 0..<3 { (y[j], y[3 + j]) = (c * y[j] - s * y[3 + j], s * y[j] + c * y[3 + j]) }
      for i in 0..<3 {
        (y[3 * i + 1], y[3 * i + 2]) = (
          c * y[3 * i + 1] - s * y[3 * i + 2], s * y[3 * i + 1] + c * y[3 * i + 2]
        )
      }
      return y
    }
    let stream = TensorStream.drawn([3, 3], steps: 12)
    let other = TensorStream(
      shape: [3, 3], start: turned(stream.start), gradients: stream.gradients.map(turned))
    let rule = try rule { $0.updatePeriod = period }
    for (a, b) in zip(try stream.points(rule), try other.points(rule)) {
      #expect(distance(turned(a), b) <= 1e-10)
    }
  }

  @Test("of the transposed matrix is its transpose") func transposed() throws {
    let stream = TensorStream.drawn([4, 4], steps: 8)
    let rule = try rule { $0.updatePeriod = 2 }
    for (a, b) in zip(try stream.points(rule), try stream.transposed.points(rule)) {
      #expect(distance(stream.flipped(a), b) <= 1e-11)
    }
  }

  @Test("is of degree 0 without ε") func degree() throws {
    let stream = TensorStream.drawn([3, 3], steps: 5)
    let other = TensorStream(
      shape: [3, 3], start: stream.start, gradients: stream.gradients.map { $0.map { 8 * $0 } })
    let rule = try rule { $0.epsilon = 0 }
    #expect(try stream.points(rule) == other.points(rule))
  }

  @Test("refuses a decay of factors that is neither") func refuses() {
    #expect(throws: ConfigurationError.self) { try SOAP { $0.shampooBeta = -0.5 } }
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      SOAP.self,
      defaults: "soap:lr=0.003,beta1=0.95,beta2=0.95,shampoo_beta=-1,eps=1e-08,weight_decay=0.01,"
        + "update_period=10,bias_correction=true,max_precondition_dim=10000,precondition_1d=false",
      ranges: [
        "lr [0, inf)", "beta1 [0, 1)", "beta2 [0, 1)", "shampoo_beta [-1, 1)", "eps [0, inf)",
        "weight_decay [0, inf)", "update_period [1, inf)", "bias_correction true or false",
        "max_precondition_dim [0, 65536]", "precondition_1d true or false",
      ])
  }

  @Test("keeps factors and bases of the axes that have them") func state() throws {
    func counts(_ shape: [Int], _ rule: SOAP) throws -> [String: Int] {
      let state = try Stepper<Double>(rule, Layout([(name: "w", shape: shape)])).state
      return Dictionary(
        uniqueKeysWithValues: state.layout.buffers.map { ($0.slot.name, $0.range.count) })
    }
    var rule = try rule { $0.maxPreconditionDim = 3 }
    #expect(
      try counts([2, 5], rule) == [
        "first_moment": 10, "second_moment": 10, "factor_0": 4, "basis_0": 4, "factor_1": 0,
        "basis_1": 0,
      ])
    #expect(try counts([3], rule)["factor_0"] == 0)
    rule.precondition_1d = true
    #expect(try counts([3], rule)["factor_0"] == 9)
  }
}
