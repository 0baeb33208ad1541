import Descent
import DescentPictures

extension Textbook {
  /// Some of the schedules with their closed forms.
  /// - Parameter names: the names of the forms to show, at most four.
  static func closedFormChart(
    _ lab: Laboratory, _ forms: [ClosedForm], _ names: [String], steps: Int
  ) throws -> ChartPanel {
    let forms = names.compactMap { name in forms.first { $0.name == name } }
    let marks = Array(stride(from: 0, to: steps, by: steps / 33))
    return try ChartPanel(
      "schedules", x: Axis("step t, from 0"), y: Axis("factor of the rate"),
      [
        .predicted(
          "closed forms",
          .lines(forms.map { form in .curve(steps: Array(0..<steps)) { form.factor(Double($0)) } }))
      ]
        + forms.map { form in
          let schedule = try lab.registry.schedule(
            Specification(literal: form.schedule), horizon: nil)
          return .measured(
            String(form.name.prefix { $0 != ":" }),
            .curve(steps: marks) { schedule.factor(at: $0 + 1) })
        })
  }
}
