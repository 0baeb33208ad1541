/// A law about an update rule.
package typealias RuleLaw = Law<RuleCase>

/// The laws of update rules, one file each.
package enum RuleLaws {
  /// Every law, in the order of their identifiers.
  package static let all =
    plumbing + traits + matrices + [farScale] + relations + closedForms + stability + fingerprints
}
