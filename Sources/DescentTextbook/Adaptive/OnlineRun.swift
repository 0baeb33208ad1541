import Descent
import DescentAlgebra

/// The result of a run on online losses on [−1, 1].
struct OnlineRun {
  /// The last point.
  var last = 0.0
  /// The mean regret of the last steps relative to the point −1.
  var tailRegret = 0.0
  /// The points at some steps in geometric progression.
  var points: [SIMD2<Double>] = []
}

extension Laboratory {
  /// Runs a rule on online losses c_t x on [−1, 1] from 0, with a rate proportional to 1/√t and the
  /// point clamped after each step.
  func onlineRun(
    _ optimizer: any Optimizer, rate: Double, steps: Int, tail: Int, isCorrected: Bool,
    slope: (_ step: Int) -> Double
  ) throws -> OnlineRun {
    var run = OnlineRun()
    var marks = [Int].geometric(to: steps, 40)[...]
    run.last = try drive(
      optimizer, from: [0], steps: steps, rate: { rate / Double($0).squareRoot() },
      before: isCorrected ? nil : { $0.omitBiasCorrection() },
      gradient: { t, x, g in
        g[0] = slope(t)
        if t > steps - tail { run.tailRegret += g[0] * (x[0] + 1) }
      },
      after: { t, x in
        x[0] = min(1, max(-1, x[0]))
        guard t == marks.first else { return }
        run.points.append(SIMD2(Double(t), x[0]))
        marks.removeFirst()
      })[0]
    run.tailRegret /= Double(tail)
    return run
  }
}
