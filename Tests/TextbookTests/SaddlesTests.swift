import Descent
import DescentAlgebra
import DescentTextbook
import SaddleProblems
import Testing

/// Compares with the measurements of an independent program.
@Suite("A result on saddles") struct SaddlesTests {
  @Test("the escape step, and the control's, are the reference's") func escape() throws {
    let finding = try finding("SAD-01")
    #expect(finding.measured[1] == 170)
    #expect(agree(finding.controlled, [16038.117, 102]))
  }

  @Test("the law of the escape time is the reference's") func escapeTime() throws {
    let experiment = try #require(Textbook.experiment("SAD-02b"))
    let predictions = try experiment.predictions().map(\.value)
    #expect(agree(predictions, [0.99988447, 0.86283624, 0.43341322, 0.17486808, 0.067886092]))
  }

  @Test("the growth with momentum is the reference's") func growth() throws {
    let expected = [1.1, 1.1741657, 1.3162278, 1.1864208, 1.3644135]
    #expect(agree(try finding("SAD-03").measured, expected))
  }

  @Test("Adam takes 77 steps; gradient descent differs as specified") func adam() throws {
    let finding = try finding("SAD-04")
    #expect(Array(finding.measured[1...]) == [77, 77, 77])
    #expect(agree([finding.controlled[0]], [2.4981755e9]))
  }

  @Test("the passing times of the saddle chain are the reference's") func chain() throws {
    let times = try Textbook.passingTimes(
      Laboratory(), Specification("sgd"), isPushed: false)
    #expect(times == [7, 31, 88, 242, 659, 1793])
    #expect(agree(try finding("SAD-05").measured, [2.7094616]))
  }

  @Test("the saddle chain's gradient is that of its value, and both are continuous")
  func chainGradient() throws {
    let problem = SaddleChain(4)
    let tau = problem.tau
    for first in [0.4 * tau, 1.3 * tau, 1.9 * tau, 2.5 * tau] {
      let x = [first, 0.7, 0.4, 0.2]
      let gradient = try problem.gradient(at: x)
      for i in x.indices {
        var (above, below) = (x, x)
        above[i] += 1e-5
        below[i] -= 1e-5
        let slope = try (problem.value(at: above) - problem.value(at: below)) / 2e-5
        // The third derivative times h², and rounding of values near 100 over h.
        #expect(abs(slope - gradient[i]) < 1e-7)
      }
    }
    for joint in [tau, 2 * tau] {
      let (before, after) = ([joint.nextDown, 0.7, 0.4], [joint.nextUp, 0.7, 0.4])
      let chain = SaddleChain(3)
      #expect(abs(try chain.value(at: before) - chain.value(at: after)) < 1e-12)
      #expect(try chain.gradient(at: before).minus(chain.gradient(at: after)).norm < 1e-12)
    }
  }
}
