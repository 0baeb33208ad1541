import Descent
import DescentCatalog
import DescentStudy
import Testing

@Suite("A thinned curve") struct ThinnedCurveTests {
  /// A wave with one deep dent and one high peak in it.
  private func curve(_ count: Int) -> [SIMD2<Double>] {
    var points = (0..<count).map { SIMD2(Double($0), Double($0 % 17)) }
    points[count / 3].y = -50
    points[count / 2].y = 70
    return points
  }

  private func thinned(
    _ points: [SIMD2<Double>], _ extremes: ThinnedCurve.Extremes, _ capacity: Int
  )
    -> ThinnedCurve
  {
    var thin = ThinnedCurve(keeping: extremes, capacity: capacity)
    for point in points { thin.append(point) }
    return thin
  }

  @Test("keeps everything up to its capacity") func all() {
    let points = curve(63)
    #expect(thinned(points, .ofHeight, 64).points == points)
    #expect(ThinnedCurve(keeping: .ofHeight).points.isEmpty)
  }

  @Test(
    "keeps the first, the last and the extremes of any number of points, and few",
    arguments: [65, 100, 1000, 12_345, 300_000]) func extremes(_ count: Int)
  {
    let points = curve(count)
    for kind in [ThinnedCurve.Extremes.ofHeight, .ofBoth] {
      let thin = thinned(points, kind, 64)
      let kept = thin.points
      #expect(thin.count == count)
      #expect(kept.count <= 64 + 6 && kept.count >= 12)
      #expect(kept.first == points.first && kept.last == points.last)
      #expect(kept.contains { $0.y == -50 } && kept.contains { $0.y == 70 })
      // In order, without repeats.
      #expect(zip(kept, kept.dropFirst()).allSatisfy { $0.x < $1.x })
    }
  }

  @Test("keeps how far a path goes in both directions") func path() {
    var points = (0..<5000).map { SIMD2(Double($0 % 3), Double($0 % 5)) }
    points[1234] = SIMD2(-9, 0)
    points[4321] = SIMD2(8, 0)
    let kept = thinned(points, .ofBoth, 32).points
    #expect(kept.contains(SIMD2(-9, 0)) && kept.contains(SIMD2(8, 0)))
  }

  @Test(
    "A drained run draws the same curve and path as a whole trace, and has the same rows",
    arguments: ["adam:lr=0.01", "sgd:lr=1000"]) func drained(_ rule: String) throws
  {
    let problem = try Catalog.registry.problem(Specification("rosenbrock"))
    let optimizer = try Catalog.registry.optimizer(Specification(rule))
    let whole = try Run<Double>(problem, optimizer, options: RunOptions(.steps(900))).finish()
    var options = RunOptions(.steps(900))
    options.reservedRows = 8
    let run = try Run<Double>(problem, optimizer, options: options)
    var (sketch, rows): (RunSketch, [Trace.Row]) = (RunSketch(), [])
    func drain() {
      run.drainTrace { trace in
        sketch.append(trace)
        rows += Array(trace.rows)
      }
    }
    drain()
    while run.outcome == nil {
      run.advance(37)
      drain()
    }
    let same = zip(rows, whole.trace.rows).allSatisfy { a, b in
      a.step == b.step && a.loss.bitPattern == b.loss.bitPattern
        && a.gradientNorm.bitPattern == b.gradientNorm.bitPattern
        && a.learningRate == b.learningRate && a.stepNorm.bitPattern == b.stepNorm.bitPattern
    }
    #expect(same && rows.count == whole.trace.count)
    #expect("\(sketch.lossCurve)" == "\(whole.lossCurve)" && "\(sketch.path)" == "\(whole.path)")
    #expect(run.report.trace.count == 0 && run.report.loss == whole.loss)
  }
}
