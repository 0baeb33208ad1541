import Descent
import DescentPictures
import DescentTextbook
import Testing

/// The Transformer's schedule with another rise.
private struct SteepRoot: Schedule, Configurable {
  @Hyperparameter("warm-up", in: 1...) var warmup = 1000

  static let card = Card(name: "inverse_sqrt", summary: "wrong", formula: "", source: "")

  var horizon: Int? { nil }

  func factor(at step: Int) -> Double {
    let s = Double(step) / Double(warmup)
    return min(1 / s.squareRoot(), s * s)
  }
}

/// The pictures of the chapters on adaptive methods, noise and schedules.
@Suite("A picture of an adaptive result") struct AdaptivePictureTests {
  private static let ids = ["adaptive", "stochastic", "schedules"].flatMap(Experiment.drawable)

  private let wrong = Laboratory(halvedWith: Plugin(LateCosine.self, SteepRoot.self), seed: 1)

  @Test("shows measurements where theory predicts them", arguments: ids)
  func agreement(id: String) throws {
    #expect(try PictureCheck(id).faults == [])
  }

  // The variance over all batches does not depend on the rule or the seed.
  @Test("shows another rule or schedule differently", arguments: ids.filter { $0 != "SGD-06b" })
  func otherRule(id: String) throws {
    let (right, other) = (try PictureCheck(id), try PictureCheck(id, wrong))
    // If a result is about no rule, the control may differ.
    let roles: Set<Series.Role> =
      right.experiment.rule == nil ? [.measured, .run, .control] : [.measured, .run]
    #expect(right.points(roles) != other.points(roles))
  }

  // The two tests above draw the charts that a debug build draws quickly.
  @Test("every result shows a chart") func charts() {
    let shown = ["adaptive", "stochastic", "schedules"].flatMap(Textbook.selection)
    #expect(shown.allSatisfy { $0.show != nil })
  }
}
