/// A law about a modifier around rules of every tier.
package typealias ModifierLaw = Law<ModifierCase>

/// The laws of modifiers, one file each.
package enum ModifierLaws {
  package static let all: [ModifierLaw] = [
    neutral, definition, units, liveness, resume, absent, input, answers, objective, window,
    refusal, cost, skip, meeting,
  ]
}
