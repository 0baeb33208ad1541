import Descent

extension Textbook {
  /// Runs experiments, several at a time.
  /// - Parameters:
  ///   - jobs: the number of concurrent experiments.
  ///   - rule: replaces the textbook's rule in experiments that are about one.
  ///   - finished: called after each experiment with the number of finished ones.
  /// - Returns: one finding per experiment, in the order given, without experiments whose
  ///   settings the replacement rule rejects.
  /// - Throws: the errors of an experiment.
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

  /// Runs an experiment; nil if it sets a hyperparameter that the replacement rule does not
  /// have, such as a momentum.
  private static func finding(
    _ experiment: Experiment, _ laboratory: Laboratory, _ rule: Specification?
  ) throws -> Finding? {
    do {
      return try experiment.run(laboratory, rule: rule)
    } catch is ConfigurationError where rule != nil {
      return nil
    }
  }

  /// The experiments selected by an identifier, a chapter's name or `all`.
  public static func selection(_ name: String) -> [Experiment] {
    if name.lowercased() == "all" { return experiments }
    if let experiment = experiment(name) { return [experiment] }
    return chapters.first { $0.name == name.lowercased() }?.experiments ?? []
  }
}
