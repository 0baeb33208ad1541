/// A law about an update rule.
public typealias RuleLaw = Law<RuleCase>

/// The laws of update rules, one file each.
public enum RuleLaws {
  /// Every law, in the order of their identifiers.
  public static let all =
    plumbing + traits + matrices + [farScale] + relations + closedForms + stability + fingerprints
}
