import BowlProblems
import Descent
import DescentAlgebra
import DescentTextbook
import Testing

/// Trajectories on QUAD5 from an independent computation, which agree with PyTorch 2.13 to 4e-16.
@Suite("A recorded trajectory") struct GoldenTrajectoryTests {
  private func path(_ rule: String, steps: Int) throws -> [Double] {
    var (five, six) = (PortableRandom(5), PortableRandom(6))
    let lab = Laboratory()
    return try lab.path(
      lab.registry.optimizer(Specification(rule)),
      on: DenseQuadratic(QUAD5.matrix, five.normals(5)), from: six.normals(5), steps: steps
    ).last
  }

  // Rounding differs by the order of operations; none of these runs amplifies it much, except at
  // Adam's and RMSprop's edge of stability, which they do not reach in so few steps.
  @Test("the rules follow the reference's trajectories", arguments: golden)
  func follows(rule: String, steps: Int, expected: [Double]) throws {
    let last = try path(rule, steps: steps)
    #expect(last.minus(expected).largestMagnitude < 1e-13, "\(last)")
  }

  private static let golden: [(String, Int, [Double])] = [
    (
      "sgd:lr=0.01", 200,
      [
        -0.37869354587561604, -0.6371160068381827, 0.1252412840594591,
        0.30003505250042417, -0.5184215478786677,
      ]
    ),
    (
      "momentum:lr=0.001,momentum=0.9", 200,
      [
        -0.3845033100296053, -0.6466494857587641, 0.1266797662113909,
        0.3037693930615461, -0.5255455578821967,
      ]
    ),
    (
      "momentum:lr=0.001,momentum=0.9,nesterov=true", 200,
      [
        -0.3838802533980816, -0.6456179549172919, 0.1264955900330696,
        0.30334662975537496, -0.5247470205720296,
      ]
    ),
    (
      "adagrad:lr=0.1,eps=1e-10", 200,
      [
        -0.3979382730594848, -0.6897666028306442, 0.052377460850194235,
        0.07502886054804435, -0.3593012783023262,
      ]
    ),
    (
      "rmsprop:lr=0.01,alpha=0.99", 50,
      [
        -0.6434426205636494, -0.6662694302613776, 0.07361731174204769,
        -0.2322718852476393, -0.1559261798816064,
      ]
    ),
    (
      "adam:lr=0.01", 200,
      [
        -0.4936678540308863, -0.7842775288510571, 0.009814962671949699,
        -0.13817078478193687, -0.2420817542208118,
      ]
    ),
    (
      "adam:lr=0.01,amsgrad=true", 200,
      [
        -0.49490254522528615, -0.7845228562635777, 0.009133676579913187,
        -0.14334140568921586, -0.23875757757227423,
      ]
    ),
    (
      "adam:lr=0.01,weight_decay=0.1", 200,
      [
        -0.48914801302205074, -0.7668183887970831, 0.013716902426894686,
        -0.13449731737639642, -0.2394124160744696,
      ]
    ),
    (
      "adamw:lr=0.01,weight_decay=0.1", 200,
      [
        -0.4009424029508493, -0.666941838887348, 0.0064215568759878085,
        -0.1029714823845378, -0.21270444796027196,
      ]
    ),
  ]
}
