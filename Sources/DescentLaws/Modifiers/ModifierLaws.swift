/// A law about a modifier around rules of every tier.
public typealias ModifierLaw = Law<ModifierCase>

/// The laws of modifiers, one file each.
public enum ModifierLaws {
  public static let all: [ModifierLaw] = [
    neutral, definition, units, liveness, resume, absent, input, answers, objective, window,
    refusal, cost, skip, meeting,
  ]
}
