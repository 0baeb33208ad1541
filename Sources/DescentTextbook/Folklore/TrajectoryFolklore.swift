import BowlProblems
import Descent
import DescentAlgebra

extension Folklore {
  static let trajectoryTests = Folklore(
    19, "A trajectory is a regression test.", results: ["RMS-01", "RMS-01b"]
  ) { lab in
    let distances = try lab.rmspropDistances(steps: 400)
    let adam = try lab.adamDistance(steps: 30_000)
    return Truth(
      "Not at the edge of stability, where RMSprop and Adam amplify rounding. Starts that differ in "
        + "their last bit are apart by \(orderOf: distances[150]) at step 150 of RMSprop, by "
        + "\(orderOf: distances[200]) at 200 and by \(orderOf: distances[400]) at 400; Adam takes "
        + "longer (\(orderOf: adam) within 30,000 steps). Compare 50 steps, or statistics.",
      [
        Contradiction("distance at 200", said: 1e-12, .atMost(slack: 0), measured: distances[200]),
        Contradiction("distance at 400", said: 1e-12, .atMost(slack: 0), measured: distances[400]),
        Contradiction("Adam's distance", said: 1e-12, .atMost(slack: 0), measured: adam),
      ])
  }
}

extension Laboratory {
  /// The largest distance at each step between ten runs of RMSprop whose starts differ by one unit in
  /// the last place of one coordinate, on QUAD5 as in the reference trajectories.
  fileprivate func rmspropDistances(steps: Int) throws -> [Double] {
    var (five, six) = (PortableRandom(5), PortableRandom(6))
    let problem = DenseQuadratic(QUAD5.matrix, five.normals(5))
    let start = six.normals(5)
    let rule = try registry.optimizer(Specification(literal: "rmsprop:lr=0.01,alpha=0.99"))
    let points = try path(rule, on: problem, from: start, steps: steps).points
    var distances = [Double](repeating: 0, count: steps + 1)
    for i in start.indices {
      for neighbour in [start[i].nextUp, start[i].nextDown] {
        var moved = start
        moved[i] = neighbour
        let others = try path(rule, on: problem, from: moved, steps: steps).points
        for step in distances.indices {
          distances[step] = max(
            distances[step], points[step].minus(others[step]).largestMagnitude)
        }
      }
    }
    return distances
  }

  /// The largest distance, within a number of steps, between ten runs of Adam on x²/2 whose
  /// starts are one unit in the last place apart. Each coordinate is a run.
  fileprivate func adamDistance(steps: Int) throws -> Double {
    let starts = (0..<10).map { 1.2345 + Double($0) * Double(1.2345).ulp }
    var distance = 0.0
    try drive(
      rule(Specification(literal: "adam:eps=0"), rate: 0.01), from: starts, steps: steps,
      gradient: { _, x, g in g = x },
      after: { _, x in distance = max(distance, (x.max() ?? .nan) - (x.min() ?? .nan)) })
    return distance
  }
}
