import Descent
import DescentCatalog
import DescentPictures
import DescentStudy
import Foundation
import Testing

@Suite("Pictures of runs") struct RunPictureTests {
  private func report(_ problem: String, _ rule: String, _ options: RunOptions) throws -> RunReport
  {
    try Run<Double>(
      Catalog.registry.problem(Specification(problem)),
      Catalog.registry.optimizer(Specification(rule)), options: options
    ).finish()
  }

  @Test("show each step's batch loss pale, its mean, and accuracies of a classifier")
  func classifier() throws {
    let problem = try Catalog.registry.problem(Specification("softmax:data=iris,batch=10"))
    let reports = try ["adam:lr=0.01", "sgd:lr=0.1"].map {
      try report("softmax:data=iris,batch=10", $0, RunOptions(.epochs(5)))
    }
    let steps = reports[0].trace.count - 1
    #expect(steps == 60)
    let entries = zip(["adam", "sgd"], reports).map { name, report in
      RaceEntry(
        optimizer: Specification(name: name), learningRate: 0.1, isTuned: false, report: report,
        reference: nil, seconds: 0)
    }
    let picture = RacePictures(
      problem: problem, title: "t", names: ["adam", "sgd"], entries: entries
    ).losses
    let losses = try #require(picture.panels.first as? LossPanel)
    let faint = losses.curves.filter { $0.style == .faint }
    let smooth = losses.curves.filter { $0.style == .line }
    #expect(faint.count == 2 && smooth.map(\.name) == ["adam", "sgd"])
    #expect(faint.map(\.color) == smooth.map(\.color))
    for (curve, report) in zip(faint, reports) {
      #expect(curve.points == report.trace.rows.map { SIMD2(Double($0.step), $0.loss) })
    }
    #expect(smooth.allSatisfy { $0.points.count == steps + 1 })
    let accuracies = try #require(picture.panels.last as? AccuracyPanel)
    #expect(accuracies.curves.map(\.points.count) == [6, 6])
    #expect(accuracies.curves[0].points.last?.x == 60)
    #expect(accuracies.curves[0].points.last?.y == reports[0].metrics?.testAccuracy)
    let script = picture.script(.svg)
    #expect(script.contains("linecolor rgb '#C0"))
    #expect(script.contains("60.0 \(100 * (reports[0].metrics?.testAccuracy ?? 0))"))
  }

  @Test("of full batches have one loss per step, and no pale curve") func fullBatch() throws {
    let report = try report("softmax:data=iris", "adam:lr=0.01", RunOptions(.steps(40)))
    let sketch = RunSketch(report.trace)
    #expect(sketch.batchLosses.isEmpty && sketch.smoothedBatchLosses.isEmpty)
    #expect(sketch.lossCurve.count == 41 && sketch.accuracies.training.count == 41)
    let curves = LossCurves(name: "adam", sketch: sketch, outcome: report.outcome)
    #expect(curves.accuracies.map(\.name) == ["training examples", "test examples"])
  }

  @Test("say where a run diverged, and do not show how high") func diverged() throws {
    let problem = try Catalog.registry.problem(Specification("rosenbrock"))
    let reports = try ["adam:lr=0.1", "sgd:lr=1"].map {
      try report("rosenbrock", $0, RunOptions(.steps(300)))
    }
    let entries = reports.map {
      RaceEntry(
        optimizer: Specification(name: "x"), learningRate: 0.1, isTuned: false, report: $0,
        reference: 0, seconds: 0)
    }
    let pictures = RacePictures(
      problem: problem, title: "", names: ["adam", "sgd"], entries: entries)
    let panel = try #require(pictures.losses.panels.first as? LossPanel)
    #expect(try #require(panel.frame).range.upperBound < 1e3)
    let step = reports[1].outcome.step
    #expect(
      panel.legend == ["adam", "sgd: diverged at step \(step), leaves the picture at step 1"])
    let paths = try #require(try pictures.trajectories()?.panels.first as? ContourPanel)
    #expect(paths.legend[1] == panel.legend[1])
  }

  @Test("show a gap below the reference by rounding as zero, and a lower one as a loss")
  func rounding() throws {
    let problem = try Catalog.registry.problem(Specification("saddle"))
    func panel(_ last: Double) -> LossPanel {
      problem.losses(
        title: "",
        curves: [Curve(name: "a", points: [SIMD2(0, 1), SIMD2(1, -0.9), SIMD2(2, last)])])
    }
    #expect(panel((-1.0).nextDown).label.hasPrefix("gap"))
    #expect(panel((-1.0).nextDown).frame?.floor != nil)
    #expect(panel(-1 - 1e-6).label == "loss")
  }

  @Test("smooth any number of values by their mean, without a delay") func means() {
    for count in [30, 1000, 100_000] {
      var means = BlockMeans(capacity: 64)
      for index in 0..<count {
        means.append(SIMD2(Double(index), Double(index) + (index % 2 == 0 ? 3 : -3)))
      }
      let smooth = means.smoothed
      #expect(smooth.count <= 64 && smooth.count >= min(count, 30))
      for point in smooth.dropFirst().dropLast() {
        #expect(abs(point.y - point.x) <= 1.001, "\(count): \(point)")
      }
    }
  }
}
