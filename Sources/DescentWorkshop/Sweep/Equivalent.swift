import DescentMutations

/// A change that alters no number, or only last bits, so that no result can detect it.
struct Equivalent {
  let file: String
  /// The line after the change.
  let after: String
  let reason: String

  init(_ file: String, _ after: String, _ reason: String) {
    self.file = file
    self.after = after
    self.reason = reason
  }

  func matches(_ mutation: Mutation) -> Bool {
    mutation.file == file && mutation.after == after
  }

  static let all = [
    Equivalent(
      "RMSprop/RMSprop/RMSprop.swift", "if centered { s[1] = T(alpha) * s[1] - T(1 - alpha) * g }",
      "the mean is only ever squared"),
    Equivalent(
      "RMSprop/RMSprop/RMSprop.swift",
      "if momentum >= 0 { if centered { s[2] = buffer } else { s[1] = buffer } }",
      "without momentum the buffer is the step, and nobody reads it"),
    Equivalent(
      "RMSprop/RMSprop/RMSprop.swift", "x -= T(c.rate) * (momentum >= 0 ? buffer : step)",
      "without momentum the buffer is the step"),
    Equivalent(
      "Schedules/MultiStep.swift", "public var horizon: Int? { milestones.last ?? 1 }",
      "a constant is one from step 1 on, too"),
    Equivalent(
      "Schedules/InverseSquareRoot.swift", "step <= warmup", "at the joint both sides are 1"),
    Equivalent(
      "Schedules/Warmup.swift", "step <= steps ? Double(step) / Double(steps) : 1",
      "at the joint both sides are 1"),
    Equivalent(
      "Schedules/WarmupStableDecay.swift",
      "if step <= warmup { return Double(step) / Double(warmup) }", "at the joint both sides are 1"),
    Equivalent(
      "Schedules/WarmupStableDecay.swift",
      "return taken >= 0 ? end + (1 - end) * remaining(Double(taken) / Double(length)) : 1",
      "the decay begins at 1"),
    Equivalent(
      "Schedules/Linear.swift", "return p <= 1 ? start + (end - start) * p : end",
      "at the end the two differ by rounding"),
    Equivalent(
      "Schedules/Linear.swift", "return p < 2 ? start + (end - start) * p : end",
      "at the end the two differ by rounding"),
    Equivalent(
      "Schedules/Linear.swift", "min(2, Double(step - 1) / Double(length))",
      "from a fraction of 1 on the schedule does not read it"),
    Equivalent(
      "Schedules/OneCycle.swift",
      "if rise > 0, taken < rise { return first + (1 - first) * (1 - cosineDescent(taken / rise)) }",
      "at the peak both sides are 1"),
    Equivalent(
      "Schedules/SGDR.swift", "if multiplier == 0 {",
      "the loop for other multipliers gives the same, a round a period"),
  ]
}
