import Descent

/// One optimizer's run on one problem of a race.
public struct RaceEntry: Sendable {
  public let problem: Specification
  public let optimizer: Specification
  public let report: RunReport
  public let seconds: Double

  public init(
    problem: Specification, optimizer: Specification, report: RunReport, seconds: Double
  ) {
    self.problem = problem
    self.optimizer = optimizer
    self.report = report
    self.seconds = seconds
  }
}
