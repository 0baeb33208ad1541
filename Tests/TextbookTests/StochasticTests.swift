import DescentTextbook
import Testing

/// Compares with the measurements of an independent program, or with its predictions for random
/// measurements.
@Suite("A result on stochastic gradients") struct StochasticTests {
  private func predicted(_ id: String) throws -> [Double] {
    try #require(Textbook.experiment(id)).predictions().map(\.value)
  }

  @Test("the noise floors are the reference's") func floors() throws {
    let expected = [0.013157895, 0.25, 2.25, 0.12837838, 1.6964286, 17.8125]
    #expect(agree(try predicted("SGD-01"), expected))
    #expect(agree(Array(try predicted("SGD-03b")[1...]), [2.1111111, 2.0526316]))
    #expect(agree(try predicted("SGD-04b"), [1, 1.3333333]))
    #expect(agree(try predicted("SGD-08b"), [1.076087]))
  }

  @Test("the variances of batches are the reference's, to its digits") func batches() throws {
    let without = try finding("SGD-06a")
    let expected = [1.2649231, 0.56218804, 0.32794302, 0.21082052, 0.14054701, 0.093698007]
    #expect(agree(Array(without.measured[..<6]), expected))
    #expect(agree([without.controlled[9]], [0.12649231]))
    let with = try finding("SGD-06b")
    #expect(agree(with.measured, [1.2649231, 0.63246155, 0.42164103, 0.31623077]))
  }

  @Test("a batch order that draws with replacement is rejected") func replacement() throws {
    let finding = try finding("SGD-06a")
    for place in [10, 11] {
      #expect(!finding.predictions[place].holds(for: finding.controlled[place]))
    }
  }

  @Test("summing micro-batches is rejected for every rule; Adam hides it up to its ε")
  func accumulation() throws {
    let finding = try finding("SGD-07")
    #expect(finding.controlled.allSatisfy { !finding.predictions[0].holds(for: $0) })
    #expect(finding.controlled[0] > 1e-3 && finding.controlled[2] < 1e-7)
  }

  @Test("linear scaling ends at the reference's batch") func scaling() throws {
    let finding = try finding("SGD-08c")
    #expect(finding.measured == [7] && finding.controlled == [11])
  }
}
