import Descent
import DescentRules
import FactoredPlugin
import Testing

@Suite("Adafactor") struct AdafactorTests {
  private func run(
    _ shape: [Int], from start: [Double], _ gradients: [[Double]],
    _ change: (inout Adafactor) -> Void = { _ in }
  ) throws -> [[Double]] {
    let rule = try Adafactor {
      $0.learningRate = 0.5
      $0.eps1 = 0
      change(&$0)
    }
    var stepper = try Stepper<Double>(rule, Layout([(name: "w", shape: shape)]))
    var x = start
    return gradients.map { g in
      stepper.step(&x, gradient: g)
      return x
    }
  }

  @Test("the first move of a vector is its size times the rate, by sign") func vector() throws {
    let point = try run([2], from: [3, -4], [[7, -1e-5]])[0]
    let move = 0.5 * 12.5.squareRoot()
    #expect(abs(point[0] - 3 + move) < 1e-12 && abs(point[1] + 4 - move) < 1e-12)
  }

  @Test("the second moment of a matrix is rows times columns over their mean") func matrix() throws
  {
    // g² = ((1, 4), (9, 36)) is of rank one: V is g² itself, and every entry moves by the rate.
    let point = try run([2, 2], from: [0, 0, 0, 0], [[1, -2, 3, -6]]) { $0.scaleParameter = false }
    for (x, sign) in zip(point[0], [-1.0, 1, -1, 1]) { #expect(abs(x - 0.5 * sign) < 1e-12) }
  }

  @Test("the rate is at most 1/√t, or as given, or warmed up") func rates() throws {
    let gradients = [[1.0], [1], [1], [1]]
    let relative = try run([1], from: [0], gradients) {
      $0.scaleParameter = false
      $0.learningRate = 10
    }
    #expect(abs(relative[0][0] + 1) < 1e-12 && abs(relative[1][0] + 1 + 0.5.squareRoot()) < 1e-12)
    let given = try run([1], from: [0], gradients) {
      $0.scaleParameter = false
      $0.learningRate = 10
      $0.relativeStep = false
    }
    #expect(abs(given[1][0] + 20) < 1e-11)
    let warm = try run([1], from: [0], gradients) {
      $0.scaleParameter = false
      $0.warmupInit = true
    }
    #expect(abs(warm[1][0] + 3e-6) < 1e-17)
  }

  @Test("a tensor of zeros has the size ε₂") func zeros() throws {
    #expect(abs(try run([1], from: [0], [[3]])[0][0] + 0.0005) < 1e-15)
  }

  @Test("the direction is clipped to the root mean square d") func clip() throws {
    let half = try run([1], from: [0], [[3]]) {
      $0.scaleParameter = false
      $0.d = 0.5
    }
    #expect(abs(half[0][0] + 0.25) < 1e-12)
  }

  @Test("with beta1 the moment holds moves, and decay has the scaled rate") func moment() throws {
    // a = 2 · ½: x (1 − ½ a) − ½ a.
    let point = try run([1], from: [2], [[3]]) {
      $0.beta1 = 0.5
      $0.weightDecay = 0.5
    }
    #expect(abs(point[0][0] - 0.5) < 1e-12)
  }

  @Test("the machine epsilon is that of the tensor's type (pytorch: of the group's first tensor)")
  func machineEpsilon() throws {
    func first<T: KernelScalar>(_: T.Type) throws -> Double {
      let rule = try Adafactor { $0.scaleParameter = false }
      var stepper = try Stepper<T>(rule, .vector(1))
      var x: [T] = [0]
      stepper.step(&x, gradient: [1e-10])
      return Double(x[0])
    }
    #expect(abs(try first(Double.self) + 0.01) < 1e-9)
    #expect(abs(try first(Float.self) / (-0.01 * 1e-10 / Double(Float.ulpOfOne)) - 1) < 1e-5)
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      Adafactor.self,
      defaults: "adafactor:lr=0.01,beta2_decay=-0.8,eps1=-1,eps2=0.001,d=1,weight_decay=0,beta1=0,"
        + "eps1_placement=floor,relative_step=true,warmup_init=false,scale_parameter=true,"
        + "min_dim_to_factor=0",
      ranges: [
        "lr [0, inf)", "beta2_decay [-10, 0]", "eps1 [-1, inf)", "eps2 [0, inf)", "d (0, inf)",
        "weight_decay [0, inf)", "beta1 [0, 1)", "eps1_placement one of floor, squares",
        "relative_step true or false", "warmup_init true or false", "scale_parameter true or false",
        "min_dim_to_factor [0, inf)",
      ])
  }

  @Test("keeps rows and columns of matrices, and entries of vectors and small ones") func state()
    throws
  {
    try expectState(Adafactor(), buffers: ["second_moment"], scalars: ["steps"])
    let layout = Layout([(name: "k", shape: [2, 3, 4])])
    let factored = try Stepper<Double>(Adafactor(), layout).state.layout.buffers
    #expect(factored.map(\.slot.name) == ["row", "column"] && factored.map(\.count) == [6, 8])
    let small = try Adafactor { $0.minDimToFactor = 4 }
    #expect(try Stepper<Double>(small, layout).state.layout.buffers.map(\.count) == [24])
  }
}
