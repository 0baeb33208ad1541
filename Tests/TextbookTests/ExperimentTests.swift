import DescentTextbook
import Testing

@Suite("An experiment") struct ExperimentTests {
  // The slow ones are left to the release run, `descent reproduce all`.
  @Test(
    "holds, and its control does not",
    arguments: Textbook.experiments.filter { !$0.isSlow }.map(\.id))
  func passes(id: String) throws {
    let experiment = try #require(Textbook.experiment(id))
    let finding = try experiment.run(Laboratory())
    #expect(
      finding.holds, "predicted \(finding.predictions.map(\.value)), measured \(finding.measured)")
    #expect(finding.isControlled, "the control gives \(finding.controlled)")
  }
}
