import Descent
import DescentPictures

extension Textbook {
  /// The points of rules on the periodic losses with the smallest constant.
  static func reddiChart(
    _ lab: Laboratory, worst: KeyValuePairs<String, Specification> = [:],
    best: KeyValuePairs<String, Specification> = [:], control: String, _ controlled: Specification
  ) throws -> ChartPanel {
    let c = reddiConstants[0]
    return onlineChart(
      "losses \(Int(c)) x, −x, −x, …",
      worst: try worst.map { ($0.key, try periodicRun(lab, $0.value, c)) },
      best: try best.map { ($0.key, try periodicRun(lab, $0.value, c)) },
      control: (control, try periodicRun(lab, controlled, c)))
  }

  /// The points of runs on online losses, some of which should end at the worst point, 1, and some
  /// at the best, −1.
  static func onlineChart(
    _ title: String, worst: [(String, OnlineRun)], best: [(String, OnlineRun)] = [],
    control: (name: String, run: OnlineRun)
  ) -> ChartPanel {
    let last = control.run.points.last?.x ?? .nan
    func line(_ name: String, _ y: Double) -> Series {
      .predicted(name, .level(y, from: 0.9, to: last))
    }
    return ChartPanel(
      title, x: .logarithmic("step t"), y: Axis("x"),
      [best.isEmpty ? line("worst point", 1) : line("best point", -1)]
        + (worst + best).map { .measured($0, $1.points) }
        + [.control(control.name, control.run.points)])
  }
}
