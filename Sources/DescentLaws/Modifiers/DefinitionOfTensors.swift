import Descent
import DescentFiles

/// Definitions that apply to one tensor at a time.
extension DefinitionRuns {
  /// Compares the gradients that the rule receives with a definition in terms of all gradients and points so
  /// far.
  static func tensor<T: KernelScalar & StoredScalar>(
    _ subject: ModifierSubject, _ c: ModifierCase, _ type: T.Type,
    _ definition: ([[Double]], [[Double]], Layout.Tensor) -> [Double]
  ) throws -> Verdict {
    guard c.count > 0 else { return .skipped("there is no coordinate") }
    let c = c.sometimesStill
    let seen = SeenGradient()
    var run = try ModifierRun<T>(subject.optimizer(c, around: seen), c)
    var (gradients, points): ([[Double]], [[Double]]) = ([], [])
    for step in 0..<c.steps {
      points.append(run.point)
      run.step(step)
      gradients.append(run.callers.before.map { Double($0) })
      let (expected, largest) = (
        ofTensors(c) { tensor, part in
          definition(gradients.map(part), points.map(part), tensor)
        },
        ofTensors(c) { tensor, part in
          let size = gradients.map(part).joined().reduce(0) { max($0, abs($1)) }
          return [Double](repeating: size, count: tensor.count)
        }
      )
      let verdict = Comparison.compare(
        [expected], [seen.answers.gradient], "the gradient of step \(step + 1)"
      ) { _, i, expected in
        16 * c.precision.roundoff * Double(c.count + step + 5) * (largest[i] + abs(expected))
      }
      if verdict.isViolation { return verdict }
      run.x = c.drawn.forcedPoint(step + 1).map { T($0) }
    }
    return .holds
  }

  /// Compares the moves of a rule with momentum and decoupled decay with a definition. Steps whose move may
  /// be pure rounding are skipped, because the direction of such a move is unknown.
  static func move<T: KernelScalar & StoredScalar>(
    _ subject: ModifierSubject, _ c: ModifierCase, _ type: T.Type,
    _ definition: ([Double], [Double], [Double], Double) -> [Double]
  ) throws -> Verdict {
    let rule = DecayingHost()
    var bare = try ModifierRun<T>(rule, c)
    var around = try ModifierRun<T>(subject.optimizer(c, around: rule), c)
    var isSeen = false
    for step in 0..<c.steps {
      let before = bare.point
      bare.step(step)
      around.step(step)
      let (after, g) = (bare.point, bare.callers.before.map { Double($0) })
      let decay = rule.decoupledDecay * c.drawn.rates[step % c.drawn.rates.count]
      let sizes = zip(before, after).map { (1 + decay) * abs($0) + abs($1) }
      let isClear = before.indices.allSatisfy {
        g[$0] == 0
          || abs(after[$0] - (1 - decay) * before[$0]) > 32 * c.precision.roundoff * sizes[$0]
      }
      if isClear {
        isSeen = true
        let expected = ofTensors(c) { definition($1(before), $1(after), $1(g), decay) }
        let verdict = Comparison.compare(
          [expected], [around.point], "the point after step \(step + 1)"
        ) { _, i, expected in
          16 * c.precision.roundoff * Double(c.count + 5) * (sizes[i] + abs(expected))
        }
        if verdict.isViolation { return verdict }
      }
      bare.x = c.drawn.forcedPoint(step + 1).map { T($0) }
      around.x = bare.x
    }
    return isSeen ? .holds : .skipped("every move is rounding somewhere")
  }

  /// Compares the points of a run whose moves are the drawn gradients times the negated rates with a
  /// definition.
  static func path<T: KernelScalar & StoredScalar>(
    _ subject: ModifierSubject, _ c: ModifierCase, _ type: T.Type, rates: [Double],
    _ definition: ([Double], [[Double]], [Double]) -> [[Double]]
  ) throws -> Verdict {
    let (found, start, moves) = try walk(subject, c, type, rates: rates)
    let expected = moves.indices.map { step in
      ofTensors(c) { definition($1(start), moves.map($1), rates)[step] }
    }
    var sizes = moves.reduce(start.map(abs)) { zip($0, $1).map { $0 + abs($1) } }
    return Comparison.compare(expected, found.points, "the point") { t, i, expected in
      sizes[i] = max(sizes[i], abs(expected))
      return 16 * c.precision.roundoff * Double(t + 5) * sizes[i]
    }
  }

  /// Checks that each row of `found` lies at the given fraction of the way from a row of `from` to a row of
  /// `to`.
  static func met<T: KernelScalar>(
    _ from: [[T]], _ to: [[T]], _ parts: [Double], _ found: [[T]], _ c: ModifierCase, _ step: Int
  ) -> Verdict {
    let expected = from.indices.map { k in
      zip(from[k], to[k]).map { Double($0) + parts[k] * (Double($1) - Double($0)) }
    }
    return Comparison.compare(
      expected, found.map { $0.map { Double($0) } },
      "point (1) and buffers (2) at the meeting of step \(step + 1)"
    ) { k, i, _ in
      16 * c.precision.roundoff * (abs(Double(from[k][i])) + abs(Double(to[k][i])))
    }
  }

  /// The concatenated results of a computation for each tensor.
  static func ofTensors(
    _ c: ModifierCase, _ body: (Layout.Tensor, _ part: ([Double]) -> [Double]) -> [Double]
  ) -> [Double] {
    c.layout.tensors.flatMap { tensor in body(tensor) { Array($0[tensor.range]) } }
  }
}
