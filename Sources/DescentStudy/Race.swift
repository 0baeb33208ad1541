import Descent

/// One optimizer's run on one problem of a race.
public struct RaceEntry: Sendable {
  public let problem: Specification
  public let optimizer: Specification
  public let report: RunReport
  public let seconds: Double
}
