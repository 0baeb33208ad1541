import Descent
import DescentCatalog
import Foundation
import Testing

/// The rates that `Reference/make_schedule_reference.py` had from `torch.optim.lr_scheduler`.
private struct Reference: Decodable {
  struct Case: Decodable, CustomTestStringConvertible {
    let spec: String
    let factors: [Double]
    var testDescription: String { spec }
  }
  let cases: [Case]

  static let read: Reference = {
    guard
      let file = Bundle.module.url(
        forResource: "schedules", withExtension: "json", subdirectory: "Reference"),
      let data = try? Data(contentsOf: file),
      let reference = try? JSONDecoder().decode(Reference.self, from: data)
    else { preconditionFailure("the test bundle lacks Reference/schedules.json") }
    return reference
  }()
}

@Suite("The agreement with PyTorch's schedules") struct TorchScheduleTests {
  /// The required tolerance; the largest difference is 4.5e-16, because torch multiplies from step to
  /// step.
  static let tolerance = 1e-12

  @Test("the eight schedules that torch has too agree with it", arguments: Reference.read.cases)
  private func agrees(_ reference: Reference.Case) throws {
    let schedule = try Catalog.registry.schedule(Specification(reference.spec), horizon: nil)
    for (k, factor) in reference.factors.enumerated() {
      #expect(abs(schedule.factor(at: k + 1) - factor) <= Self.tolerance, "step \(k + 1)")
    }
  }

  @Test("a shift by one step would be seen in every case", arguments: Reference.read.cases)
  private func shiftIsSeen(_ reference: Reference.Case) throws {
    let schedule = try Catalog.registry.schedule(Specification(reference.spec), horizon: nil)
    let gaps = reference.factors.enumerated().map { k, factor in
      abs(schedule.factor(at: k + 2) - factor)
    }
    // One step has no neighbour that differs.
    guard reference.factors.count > 1 else { return }
    #expect(gaps.contains { $0 > 1e-3 })
  }

  @Test("every required name exists") func names() {
    let names = Set(Reference.read.cases.map { String($0.spec.prefix { $0 != ":" }) })
    #expect(
      names == [
        "linear", "cosine", "step", "multistep", "exponential", "polynomial", "one_cycle", "sgdr",
      ])
    #expect(Reference.read.cases.contains { $0.factors.count == 200 })
  }
}
