import Descent

extension Textbook {
  /// Runs experiments, several at a time.
  /// - Parameters:
  ///   - jobs: how many at once.
  ///   - rule: takes the place of the textbook's rule in the experiments that are about one.
  ///   - finished: called after each, with how many are done.
  /// - Returns: a finding an experiment, in the order given; without those whose settings another
  ///   rule refuses.
  /// - Throws: what an experiment throws.
  public static func run(
    _ experiments: [Experiment], laboratory: Laboratory, jobs: Int, rule: Specification? = nil,
    finished: @escaping @Sendable (Finding, Int) -> Void = { _, _ in }
  ) async throws -> [Finding] {
    let results = await concurrentMap(
      count: experiments.count, concurrency: jobs,
      { place in Result { try finding(experiments[place], laboratory, rule) } },
      finished: { result, done in
        if let finding = try? result.get() { finished(finding, done) }
      })
    return try results.compactMap { try $0.get() }
  }

  /// Nil where the result sets what another rule does not have, such as a momentum.
  private static func finding(
    _ experiment: Experiment, _ laboratory: Laboratory, _ rule: Specification?
  ) throws -> Finding? {
    do {
      return try experiment.run(laboratory, rule: rule)
    } catch is ConfigurationError where rule != nil {
      return nil
    }
  }

  /// The experiments that the user means: an identifier, a chapter's name or `all`.
  public static func selection(_ name: String) -> [Experiment] {
    if name.lowercased() == "all" { return experiments }
    if let experiment = experiment(name) { return [experiment] }
    return chapters.first { $0.name == name.lowercased() }?.experiments ?? []
  }
}
