import Descent
import DescentPictures

/// What `show` adds for a schedule: its shape over a run of a thousand steps.
struct ShowSchedule {
  /// The length of run that the curve is for.
  static let horizon = 1000

  let schedule: any Schedule

  var sections: [Section] {
    let steps = 1...Self.horizon
    let factors = steps.map { SIMD2(Double($0), schedule.factor(at: $0)) }
    let curve = TerminalCurve(
      factors, width: 60, height: 6, isLogarithmic: false, characters: .of()
    ).text
    let rows = [1, 2, Self.horizon / 4, Self.horizon / 2, Self.horizon, Self.horizon + 1]
      .map { [String($0), numberText(schedule.factor(at: $0))] }
    return [
      Section("factor over a run of \(Self.horizon) steps", curve),
      Section(
        "values", tableText(["step", "factor"], rows: rows, rightAligned: [0])),
    ] + (hasOwnWarmup ? [] : [Section("with warmup=N", Self.warmup)])
  }

  /// Whether it has such a setting itself, with a meaning of its own.
  private var hasOwnWarmup: Bool {
    schedule.specification.name == "warmup"
      || (schedule as? any Configurable)?.hyperparameters.contains { $0.key == "warmup" } ?? false
  }

  private static let warmup = """
    Each schedule takes warmup=N, too: the factor rises in a line to the first
    one over N steps, then the schedule begins at its own step 1. So milestones,
    periods and cuts come N steps later, and a horizon that is not given is what
    the N steps leave of the run.
    """
}
