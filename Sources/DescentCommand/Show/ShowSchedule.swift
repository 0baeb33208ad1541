import Descent
import DescentPictures

/// The sections that `show` adds for a schedule: its shape over a run of 1000 steps.
struct ShowSchedule {
  /// The length of the run whose curve is drawn.
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

  /// Whether the schedule has its own setting `warmup`, with its own meaning.
  private var hasOwnWarmup: Bool {
    schedule.specification.name == "warmup"
      || (schedule as? any Configurable)?.hyperparameters.contains { $0.key == "warmup" } ?? false
  }

  private static let warmup = """
    Each schedule takes warmup=N, too: the factor rises linearly over N steps to
    the schedule's first factor, then the schedule begins at its own step 1. So
    milestones, periods and cuts come N steps later, and the default horizon is
    the length of the run minus N.
    """
}
