import Descent
import RealModule

extension Textbook {
  /// SCHED-01b: every schedule with every option, through its span and past it.
  static let sched01b = Experiment(
    "SCHED-01b",
    "Every schedule, with every option, is its closed form before and after its joints.",
    formula: "1; γ^⌊t/P⌋; γ^#{mᵢ ≤ t}; (t + 1)/W; √(W/(t + 1)); f + (1 − f)(1 + cos(πt/T))/2; …",
    source: "derived here from the definition on each schedule's card", kind: .identity,
    refutation: "a factor off by more than 1e-12 among the first 300 of any schedule",
    predict: {
      everyOption.map { Prediction($0.schedule, 0, .absolute(1e-12)) }
    },
    measure: { lab in try closedFormErrors(lab, everyOption, steps: 300, shift: 0) },
    control: "one step late"
  ) { lab in
    try closedFormErrors(lab, everyOption, steps: 300, shift: 1)
  }.showing { lab, _ in
    try closedFormChart(
      lab, everyOption,
      [
        "multistep:milestones=20-50-90,gamma=0.5", "sgdr:period=12,multiplier=1,floor=0.1",
        "inverse_sqrt:warmup=25", "cosine:floor=0.2,horizon=60",
      ], steps: 120)
  }

  /// From `high` at p = 0 to `low` at p = 1 by half a cosine.
  private static func cosine(_ p: Double, from high: Double = 1, to low: Double) -> Double {
    (high + low) / 2 + (high - low) / 2 * .cos(.pi * p)
  }

  /// The closed forms, as functions of t = 0, 1, …, the number of steps before the current one.
  package static let everyOption =
    plainForms + restarts + cycles
    + ["linear", "cosine", "sqrt"].map(decayAfterPlateau) + crowdedDecays

  private static let plainForms = [
    ClosedForm("constant") { _ in 1 },
    ClosedForm("step:period=7,gamma=0.5") { t in .pow(2, -(t / 7).rounded(.down)) },
    ClosedForm("step:period=40,gamma=0") { t in t < 40 ? 1 : 0 },
    ClosedForm("multistep:milestones=20-50-90,gamma=0.5") { t in
      t < 20 ? 1 : t < 50 ? 0.5 : t < 90 ? 0.25 : 0.125
    },
    ClosedForm("exponential:gamma=0.97,warmup=20") { t in
      t < 20 ? (t + 1) / 20 : .exp((t - 20) * .log(0.97))
    },
    ClosedForm("warmup:steps=30") { t in min(1, (t + 1) / 30) },
    ClosedForm("warmup:steps=0") { _ in 1 },
    ClosedForm("inverse_sqrt:warmup=0") { t in .pow(t + 1, -0.5) },
    ClosedForm("inverse_sqrt:warmup=25") { t in min((t + 1) / 25, 5 * .pow(t + 1, -0.5)) },
    ClosedForm("linear:start=0.2,end=0.7,horizon=80") { t in 0.2 + min(t, 80) / 160 },
    ClosedForm("linear:start=0.9,end=0.3,horizon=80") { t in max(0.3, 0.9 - 0.0075 * t) },
    ClosedForm("cosine:floor=0.2,horizon=60") { t in cosine(min(t, 60) / 60, to: 0.2) },
    ClosedForm("polynomial:power=3,end=0.1,horizon=60") { t in
      let left = max(0, 60 - t) / 60
      return 0.1 + 0.9 * left * left * left
    },
  ]

  private static let restarts = [
    ClosedForm("sgdr:period=12,multiplier=1,floor=0.1") { t in
      cosine(t.truncatingRemainder(dividingBy: 12) / 12, to: 0.1)
    },
    // Restarts at 5 (3ⁿ − 1)/2: 0, 5, 20, 65, 200.
    ClosedForm("sgdr:period=5,multiplier=3,floor=0.3") { t in
      let (start, length) =
        t < 5 ? (0.0, 5.0) : t < 20 ? (5, 15) : t < 65 ? (20, 45) : t < 200 ? (65, 135) : (200, 405)
      return cosine((t - start) / length, to: 0.3)
    },
  ]

  private static let cycles = [
    // The peak at 40 · 0.4 − 1 = 15, the last step at 39.
    ClosedForm("one_cycle:horizon=40,pct_start=0.4,div_factor=10,final_div_factor=100") { t in
      t <= 15 ? cosine(t / 15, from: 0.1, to: 1) : cosine(min(1, (t - 15) / 24), to: 0.001)
    },
    // Too short for a rise: the descent begins half a step past the peak (−r = 1/2).
    ClosedForm("one_cycle:horizon=50,pct_start=0.01,div_factor=5,final_div_factor=10") { t in
      cosine(min(1, (t + 0.5) / 49.5), to: 0.02)
    },
    ClosedForm("one_cycle:horizon=1,div_factor=5,final_div_factor=10") { _ in 0.02 },
    // A rise of one step, and of none.
    ClosedForm("one_cycle:horizon=50,pct_start=0.04,div_factor=5,final_div_factor=10") { t in
      t < 1 ? 0.2 : cosine(min(1, (t - 1) / 48), to: 0.02)
    },
    ClosedForm("one_cycle:horizon=50,pct_start=0.02,div_factor=5,final_div_factor=10") { t in
      cosine(min(1, t / 49), to: 0.02)
    },
    ClosedForm("one_cycle:horizon=1,pct_start=1,div_factor=5,final_div_factor=10") { _ in 0.02 },
  ]

  /// Rises to 1 in 20 steps, and falls to 1/10 in the 60 steps before step 200.
  private static func decayAfterPlateau(_ shape: String) -> ClosedForm {
    ClosedForm("wsd:warmup=20,decay=60,end=0.1,shape=\(shape),horizon=200") { t in
      if t < 140 { return min(1, (t + 1) / 20) }
      let p = min(1, (t - 140) / 60)
      switch shape {
      case "linear": return 1 - 0.9 * p
      case "cosine": return cosine(p, to: 0.1)
      default: return 1 - 0.9 * .sqrt(p)
      }
    }
  }

  private static let crowdedDecays = [
    ClosedForm("wsd:warmup=0,decay=0,end=0.5,horizon=70") { t in t < 70 ? 1 : 0.5 },
    // The decay has the 40 steps left after the warm-up.
    ClosedForm("wsd:warmup=60,decay=80,horizon=100") { t in
      t < 60 ? (t + 1) / 60 : max(0, (100 - t) / 40)
    },
    // Cut off during the warm-up.
    ClosedForm("wsd:warmup=90,decay=10,end=0.1,horizon=50") { t in t < 50 ? (t + 1) / 90 : 0.1 },
  ]
}

extension Textbook.ClosedForm {
  /// A closed form named after its schedule.
  fileprivate init(_ schedule: String, factor: @escaping @Sendable (_ t: Double) -> Double) {
    self.init(name: schedule, schedule: schedule, factor: factor)
  }
}
