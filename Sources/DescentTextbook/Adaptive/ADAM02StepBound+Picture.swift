import Descent
import DescentAlgebra
import DescentPictures

extension Textbook {
  /// The bound at each step, the steps from gradients that attain it, and steps from random
  /// gradients below it.
  static func stepBoundChart(_ lab: Laboratory) throws -> ChartPanel {
    let (beta1, beta2) = defaultBetas
    let all = [Int].geometric(to: extremalSteps, 200)
    let marks = [Int].geometric(to: extremalSteps, 25)
    let random = try lab.longestSteps(
      Specification(literal: "adam:eps=0"), streams: boundStreams, steps: boundSteps)
    return ChartPanel(
      "the longest step of Adam", x: .logarithmic("step t"), y: Axis("step / lr"),
      [
        .predicted(
          "bound",
          .curve(steps: Set(all + marks).sorted()) { stepBound(beta1, beta2, at: $0) }),
        .measured(
          "extremal gradients",
          try .curve(steps: marks) { try extremalStep(lab, beta1, beta2, at: $0) }),
        .run("longest of \(boundStreams) random streams", .trace(random, from: 1)),
        .control(
          "constant gradient",
          try .curve(steps: marks) { try lastStep(lab, beta1, beta2, of: $0) { _ in 1 } }),
      ])
  }
}
