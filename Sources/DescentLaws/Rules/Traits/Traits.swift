extension RuleLaws {
  /// What holds for rules with a declared or discovered trait.
  public static let traits: [RuleLaw] = [units]
}
