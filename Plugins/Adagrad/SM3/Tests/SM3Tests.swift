import AdagradPlugin
import Descent
import Testing

@Suite("SM3") struct SM3Tests {
  private func rule(_ change: (inout SM3) -> Void = { _ in }) throws -> SM3 {
    try SM3 {
      $0.learningRate = 1
      $0.momentum = 0
      $0.epsilon = 0
      change(&$0)
    }
  }

  @Test("a sum is the least of its row's and its column's") func matrix() throws {
    var stepper = try Stepper<Double>(rule(), Layout([(name: "w", shape: [2, 2])]))
    var x = [0.0, 0, 0, 0]
    stepper.step(&x, gradient: [1, 2, 3, 0])
    #expect(x == [-1, -1, -1, 0])
    // Rows 4 and 9, columns 9 and 4: ν = 4 + 1, 4 + 5, 9 + 16, 4 + 12.
    let before = x
    stepper.step(&x, gradient: [1, 5.0.squareRoot(), 4, 12.0.squareRoot()])
    let moves = zip(before, x).map { $0 - $1 }
    for (move, expected) in zip(
      moves, [(1.0 / 5).squareRoot(), (5.0 / 9).squareRoot(), 0.8, 0.75.squareRoot()])
    { #expect(abs(move - expected) < 1e-14) }
  }

  @Test("is Adagrad for vectors, and for entries of one magnitude") func adagrad() throws {
    let adagrad = try Adagrad {
      $0.learningRate = 1
      $0.epsilon = 0
    }
    let vector = [[1.0, -2, 1e-3], [0, 3, 1e-3], [4, 1, -1]]
    let start = [0.0, 0, 0]
    for (a, b) in zip(
      try Stream(start: start, gradients: vector).points(rule()),
      try Stream(start: start, gradients: vector).points(adagrad))
    { for (x, y) in zip(a, b) { #expect(abs(x - y) < 1e-14) } }
    let layout = Layout([(name: "w", shape: [2, 3])])
    var (left, right) = (
      try Stepper<Double>(rule(), layout), try Stepper<Double>(adagrad, layout)
    )
    var (x, y) = ([Double](repeating: 0, count: 6), [Double](repeating: 0, count: 6))
    for size in [3.0, 1, 7] {
      let g = [1.0, -1, 1, 1, -1, -1].map { $0 * size }
      left.step(&x, gradient: g)
      right.step(&y, gradient: g)
      #expect(zip(x, y).allSatisfy { abs($0 - $1) < 1e-14 })
    }
  }

  @Test("decays its sums, and averages its directions") func options() throws {
    // ν = ¾ · 0 + ¼ · 4 = 1, u = 2; then ¾ + ¼ · 4, u = 2/√1.75.
    let decayed = try Stream(start: [0.0], gradients: [[2], [2]]).points(rule { $0.beta2 = 0.75 })
    #expect(decayed[0] == [-2] && abs(decayed[1][0] + 2 + 2 / 1.75.squareRoot()) < 1e-15)
    let averaged = try Stream(start: [0.0], gradients: [[2]]).points(rule { $0.momentum = 0.75 })
    #expect(averaged == [[-0.25]])
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      SM3.self, defaults: "sm3:lr=0.1,momentum=0.9,eps=1e-08,beta2=1",
      ranges: ["lr [0, inf)", "momentum [0, 1)", "eps [0, inf)", "beta2 [0, 1]"])
  }

  @Test("keeps one sum an index of each axis") func state() throws {
    let layout = Layout([(name: "k", shape: [2, 3, 4])])
    let buffers = try Stepper<Double>(SM3(), layout).state.layout.buffers
    #expect(buffers.map(\.slot.name) == ["first_moment", "axis_0", "axis_1", "axis_2"])
    #expect(buffers.map(\.count) == [24, 2, 3, 4])
  }
}
