import Descent
import DescentStudy

/// The losses of a run as curves.
package struct LossCurves: Sendable {
  package let name: String
  let sketch: RunSketch
  private let outcome: Outcome?

  package init(name: String, sketch: RunSketch, outcome: Outcome?) {
    self.name = name
    self.sketch = sketch
    self.outcome = outcome
  }

  /// The loss of each step's mini-batch, if there are any.
  var faint: [SIMD2<Double>] { sketch.batchLosses }

  private var hasDiverged: Bool { outcome?.remark != nil }

  func faintCurves(color: Int) -> [Curve] {
    guard !faint.isEmpty else { return [] }
    return [
      Curve(name: "", points: faint, hasDiverged: hasDiverged, style: .faint, color: color)
    ]
  }

  /// The lines in front: with mini-batches, the smoothed losses; for a single run, also the
  /// losses over all training and all test examples.
  func curves(color: Int, isAlone: Bool) -> [Curve] {
    func curve(
      _ name: String, _ points: [SIMD2<Double>], _ style: Curve.Style, _ color: Int,
      remark: String? = nil
    ) -> Curve {
      Curve(
        name: name, points: points, remark: remark, hasDiverged: hasDiverged, style: style,
        color: color)
    }
    let remark = outcome?.remark
    let isOfBatches = !faint.isEmpty
    let main =
      isOfBatches
      ? curve(
        isAlone ? "batches, smoothed" : name, sketch.smoothedBatchLosses, .line, color,
        remark: remark)
      : curve(name, sketch.lossCurve, .line, color, remark: remark)
    guard isAlone, isOfBatches || !sketch.testLosses.isEmpty else { return [main] }
    let style: (Curve.Style, Curve.Style) =
      sketch.lossCurve.count > 100 ? (.line, .line) : (.marked, .markedDashed)
    return
      (isOfBatches
      ? [main, curve("all training examples", sketch.lossCurve, style.0, color + 1)]
      : [curve("training examples", sketch.lossCurve, .line, color + 1, remark: remark)])
      + (sketch.testLosses.isEmpty
        ? [] : [curve("test examples", sketch.testLosses, style.1, color + 2)])
  }

  /// The accuracies of a single run; empty if the problem is not a classification.
  package var accuracies: [Curve] {
    let (training, test) = sketch.accuracies
    let all = [
      Curve(name: "training examples", points: training, style: .marked, color: 1),
      Curve(name: "test examples", points: test, style: .markedDashed, color: 2),
    ]
    return all.filter { !$0.points.isEmpty }
  }
}

extension Outcome {
  /// The legend's remark about a run that did not stay finite.
  package var remark: String? {
    switch self {
    case .diverged(let step): "diverged at step \(step)"
    case .notFiniteAtStart: "not finite at the start"
    default: nil
    }
  }
}
