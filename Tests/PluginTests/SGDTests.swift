import Descent
import SGDPlugin
import Testing

@Suite struct SGDTests {
  @Test("moves against the gradient by the rate") func moves() throws {
    var stepper = try Stepper<Double>(try SGD { $0.learningRate = 0.5 }, .vector(2))
    var x = [1.0, 2.0]
    stepper.step(&x, gradient: [1, -2])
    #expect(x == [0.5, 3])
  }
}
