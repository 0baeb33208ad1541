extension RuleLaws {
  /// Relations between runs.
  public static let relations: [RuleLaw] = []
}
