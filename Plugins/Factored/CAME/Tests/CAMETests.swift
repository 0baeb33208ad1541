import Descent
import DescentRules
import FactoredPlugin
import Testing

@Suite("CAME") struct CAMETests {
  private func first(_ shape: [Int], _ gradient: [Double]) throws -> [Double] {
    let rule = try CAME { $0.learningRate = 1 }
    var stepper = try Stepper<Double>(rule, Layout([(name: "w", shape: shape)]))
    var x = [Double](repeating: 0, count: gradient.count)
    stepper.step(&x, gradient: gradient)
    return x
  }

  @Test("the first move of a matrix is some 11 times the rate, that of a vector a tenth")
  func first()
    throws
  {
    // u = 1/√(1 − β₂) is clipped to 1; m = 1 − β₁, and u − m = β₁.
    let matrix = try first([2, 2], [3, -3, 3, 3])
    let expected = 0.1 / 0.9 / 0.0001.squareRoot()
    for (x, sign) in zip(matrix, [-1.0, 1, -1, -1]) { #expect(abs(x - sign * expected) < 1e-9) }
    let vector = try first([2], [3, -3])
    #expect(abs(vector[0] + 0.1) < 1e-12 && abs(vector[1] - 0.1) < 1e-12)
  }

  @Test("decays beside the move") func decay() throws {
    let rule = try CAME {
      $0.learningRate = 0.5
      $0.weightDecay = 0.5
    }
    #expect(try Stream(start: [8.0], gradients: [[0]]).points(rule)[0] == [6])
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      CAME.self,
      defaults: "came:lr=0.0002,beta1=0.9,beta2=0.999,beta3=0.9999,eps1=1e-30,eps2=1e-16,d=1,"
        + "weight_decay=0",
      ranges: [
        "lr [0, inf)", "beta1 [0, 1)", "beta2 [0, 1)", "beta3 [0, 1)", "eps1 [0, inf)",
        "eps2 [0, inf)", "d (0, inf)", "weight_decay [0, inf)",
      ])
  }

  @Test("keeps rows and columns of matrices, twice, and the moment") func state() throws {
    try expectState(CAME(), buffers: ["first_moment", "second_moment"])
    let layout = Layout([(name: "w", shape: [3, 4])])
    let buffers = try Stepper<Double>(CAME(), layout).state.layout.buffers
    #expect(
      buffers.map(\.slot.name) == [
        "first_moment", "row", "residual_row", "column", "residual_column",
      ])
    #expect(buffers.map(\.count) == [12, 3, 3, 4, 4])
  }
}
