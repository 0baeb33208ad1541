/// A law about a schedule, alone or with a warm-up, a delay and a factor around it.
public typealias ScheduleLaw = Law<ScheduleCase>

/// The laws of schedules, one file each.
public enum ScheduleLaws {
  public static let all: [ScheduleLaw] = [
    finite, bounds, endpoints, monotone, linear, pure, timeRescale, symmetry, lipschitz,
    degenerate, shape, settled,
  ]
}
