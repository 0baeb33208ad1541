import Descent
import DescentGSL
import DescentPictures

/// The picture of a problem, with slices along the eigenvectors that GSL computes at its minimum.
struct ProblemDrawing {
  let problem: any Problem
  let title: String
  /// Certificates that are already computed: they give the point of a minimum that is claimed without one.
  var certificates: [Certificate]?
  /// The largest number of parameters for which the Hessian is decomposed, which takes too long above.
  private static let decomposedDimension = 700
  private static let randomCount = 3
  private static let seed: UInt64 = 0

  /// - Throws: the errors of making the problem's objective.
  var picture: Picture {
    get throws {
      if problem.dimension == 2 {
        return try problem.picture(
          title: title, center: SliceCenter(problem.start(seed: 0), isMinimum: false),
          directions: [])
      }
      let center = try center
      return try problem.picture(
        title: title, center: center, directions: directions(at: center.point))
    }
  }

  private var center: SliceCenter {
    get throws {
      guard let reference = problem.reference else {
        return SliceCenter(problem.start(seed: 0), isMinimum: false)
      }
      if let point = reference.point { return SliceCenter(point, isMinimum: true) }
      let known = certificates?.first {
        $0.claim == reference.kind && $0.reference == reference.value
      }
      let point = try known?.point ?? certify(problem, reference).point
      return SliceCenter(point, isMinimum: true)
    }
  }

  /// The flattest and the steepest direction and random ones; in one dimension, the axis.
  private func directions(at center: [Double]) -> [SliceDirection] {
    let n = problem.dimension
    guard n > 1 else { return [SliceDirection("x", [1])] }
    var directions: [SliceDirection] = []
    if n <= Self.decomposedDimension, problem.reference?.curvature != .kink,
      let hessian = problem.hessian(at: center), let pairs = try? eigenvectors(hessian, order: n),
      let flat = pairs.first, let steep = pairs.last
    {
      directions = [("flattest", flat), ("steepest", steep)].map { name, pair in
        SliceDirection(
          "\(name), curvature \(numberText(pair.value, digits: 3))", pair.vector,
          curvature: pair.value)
      }
    }
    let random = CounterRandom(seed: Self.seed).split(stream: 0x736C_6963)
    return directions
      + (0..<Self.randomCount).map { number in
        let vector = (0..<n).map { random.normal(UInt64(number * n + $0)) }
        let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return SliceDirection("random \(number + 1)", vector.map { $0 / length })
      }
  }
}
