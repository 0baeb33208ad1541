/// A law about a schedule, alone or with a warm-up, a delay and a factor around it.
package typealias ScheduleLaw = Law<ScheduleCase>

/// The laws of schedules, one file each.
package enum ScheduleLaws {
  package static let all: [ScheduleLaw] = [
    finite, bounds, endpoints, monotone, linear, pure, timeRescale, symmetry, lipschitz,
    degenerate, shape, settled, like,
  ]
}
