/// The executable textbook.
public enum Textbook {
  /// Related results: the contents of a chapter's folder.
  public struct Chapter: Sendable {
    /// The name on the command line.
    public let name: String
    public let title: String
    public let experiments: [Experiment]
  }

  /// The chapters in order.
  public static let chapters = [
    algorithms, gradientDescent, momentum, saddles, adaptive, stochastic, schedules,
    demonstrationClaims,
  ]

  /// Every result.
  public static let experiments = chapters.flatMap(\.experiments)

  /// The result with an identifier or a name, with or without its chapter, ignoring case: `HB-03w`,
  /// `momentum/coupled-decay-limit`, `coupled-decay-limit`.
  public static func experiment(_ id: String) -> Experiment? {
    let asked = id.lowercased()
    if let experiment = experiments.first(where: { $0.id.lowercased() == asked }) {
      return experiment
    }
    return named[asked]
  }

  /// The results by their names, with and without the chapter.
  private static let named: [String: Experiment] = {
    var results: [String: Experiment] = [:]
    for experiment in experiments {
      results[experiment.name] = experiment
      if let short = ResultNames.all[experiment.id] { results[short] = experiment }
    }
    return results
  }()

  /// The chapter of each result, by identifier.
  fileprivate static let chapterNames = Dictionary(
    uniqueKeysWithValues: chapters.flatMap { chapter in
      chapter.experiments.map { ($0.id, chapter.name) }
    })
}

extension Experiment {
  /// The readable name with the chapter's: `momentum/coupled-decay-limit`. A result without a chapter
  /// has its identifier.
  public var name: String {
    guard let chapter = Textbook.chapterNames[id], let short = ResultNames.all[id] else {
      return id
    }
    return "\(chapter)/\(short)"
  }
}
