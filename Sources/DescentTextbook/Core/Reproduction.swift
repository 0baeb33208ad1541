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
    var findings = [Finding?](repeating: nil, count: experiments.count)
    try await withThrowingTaskGroup(of: (Int, Finding?).self) { group in
      var done = 0
      func collect() async throws {
        guard let (place, finding) = try await group.next() else { return }
        findings[place] = finding
        done += 1
        if let finding { finished(finding, done) }
      }
      for (place, experiment) in experiments.enumerated() {
        if place >= max(1, jobs) { try await collect() }
        group.addTask {
          do {
            return (place, try experiment.run(laboratory, rule: rule))
          } catch is ConfigurationError where rule != nil {
            // The result sets what the rule does not have, such as a momentum.
            return (place, nil)
          }
        }
      }
      while done < experiments.count { try await collect() }
    }
    return findings.compactMap(\.self)
  }

  /// The experiments that a person means: an identifier, a chapter's name or `all`.
  public static func selection(_ name: String) -> [Experiment] {
    if name.lowercased() == "all" { return experiments }
    if let experiment = experiment(name) { return [experiment] }
    return chapters.first { $0.name == name.lowercased() }?.experiments ?? []
  }
}
