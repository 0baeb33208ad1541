import Descent
import RealModule

extension Textbook {
  /// SCHED-01: the schedules compared with the formulas of their papers. Step t + 1 here is t
  /// there.
  static let sched01 = Experiment(
    "SCHED-01", "The schedules are their closed forms at every step.",
    formula: "step 0.1^⌊t/30⌋; exponential 0.97ᵗ; cosine 0.01 + 0.495 (1 + cos(πt/100)); …",
    source: "Loshchilov and Hutter 2017; Smith and Topin 2019; Goyal et al. 2017", kind: .identity,
    refutation: "a factor off by more than 1e-12 among the first hundred of any schedule",
    predict: {
      closedForms.map { Prediction("\($0.name), largest error", 0, .absolute(1e-12)) }
    },
    measure: { lab in try closedFormErrors(lab, closedForms, steps: 100, shift: 0) },
    control: "one step late"
  ) { lab in
    try closedFormErrors(lab, closedForms, steps: 100, shift: 1)
  }.showing { lab, _ in
    try closedFormChart(
      lab, closedForms, ["step", "cosine", "SGDR", "one cycle"], steps: 100)
  }

  package struct ClosedForm: Sendable {
    package let name: String
    package let schedule: String
    package let factor: @Sendable (_ t: Double) -> Double

    package init(
      name: String, schedule: String, factor: @escaping @Sendable (_ t: Double) -> Double
    ) {
      self.name = name
      self.schedule = schedule
      self.factor = factor
    }
  }

  package static let closedForms = [
    ClosedForm(name: "step", schedule: "step:period=30,gamma=0.1") {
      .pow(0.1, ($0 / 30).rounded(.down))
    },
    ClosedForm(name: "exponential", schedule: "exponential:gamma=0.97") { .pow(0.97, $0) },
    ClosedForm(name: "cosine", schedule: "cosine:floor=0.01,horizon=100") {
      0.01 + 0.495 * (1 + .cos(.pi * $0 / 100))
    },
    ClosedForm(name: "linear", schedule: "linear:start=1,end=0.1,horizon=50") {
      1 - 0.9 * min($0, 50) / 50
    },
    ClosedForm(name: "polynomial", schedule: "polynomial:power=2,horizon=50") {
      .pow(1 - min($0, 50) / 50, 2)
    },
    // Restarts at 0, 10, 30 and 70.
    ClosedForm(name: "SGDR", schedule: "sgdr:period=10,multiplier=2") { t in
      let start = t < 10 ? 0.0 : t < 30 ? 10 : t < 70 ? 30 : 70
      return (1 + .cos(.pi * (t - start) / (start + 10))) / 2
    },
    ClosedForm(
      name: "one cycle",
      schedule: "one_cycle:horizon=100,pct_start=0.3,div_factor=25,final_div_factor=10000"
    ) { t in
      let leg = t <= 29 ? t / 29 : 1 - (t - 29) / 70
      let foot = t <= 29 ? 0.04 : 0.04 / 1e4
      return foot + (1 - foot) * (1 - .cos(.pi * leg)) / 2
    },
    // This warm-up rises from 1/10 at the first step, and the cosine begins at its own first step,
    // so that no step is wasted on a rate of 0. Optax's warm-up begins at 0, and so is one step
    // behind.
    ClosedForm(name: "warm-up, cosine", schedule: "cosine:horizon=90,warmup=10") { t in
      t < 10 ? (t + 1) / 10 : (1 + .cos(.pi * (t - 10) / 90)) / 2
    },
  ]

  /// The largest error of each schedule over its first steps.
  /// - Parameter shift: the number of steps by which the schedule is evaluated too late.
  package static func closedFormErrors(
    _ lab: Laboratory, _ forms: [ClosedForm], steps: Int, shift: Int
  ) throws -> [Double] {
    try forms.map { form in
      let schedule = try lab.registry.schedule(
        Specification(literal: form.schedule), horizon: nil)
      let errors = (0..<steps).map { t in
        abs(schedule.factor(at: t + 1 + shift) - form.factor(Double(t)))
      }
      return errors.allSatisfy(\.isFinite) ? errors.max() ?? 0 : .infinity
    }
  }
}
