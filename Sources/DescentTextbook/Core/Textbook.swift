/// The executable textbook.
public enum Textbook {
  /// The results that hang together: what a chapter's folder holds.
  public struct Chapter: Sendable {
    /// The name on the command line.
    public let name: String
    public let title: String
    public let experiments: [Experiment]
  }

  /// The chapters, in their order.
  public static let chapters = [
    algorithms, gradientDescent, momentum, saddles, adaptive, stochastic, schedules,
    demonstrationClaims,
  ]

  /// Every result.
  public static let experiments = chapters.flatMap(\.experiments)

  /// The result of an identifier, in any case of letters.
  public static func experiment(_ id: String) -> Experiment? {
    experiments.first { $0.id.lowercased() == id.lowercased() }
  }
}
