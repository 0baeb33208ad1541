import Descent
import DescentLaws
import Foundation
import Testing

/// Cases that broke a law are kept, and judged first.
@Suite final class CaseStoreTests {
  /// Wrong at one gradient in some thousand.
  struct Narrow: CoordinatewiseOptimizer {
    @Hyperparameter("rate", in: 0...) var learningRate = 0.1
    @Hyperparameter("whether it is wrong") var wrong = true
    static let card = Card(name: "narrow", summary: "", formula: "", source: "")
    func update<T: KernelScalar>(
      _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
    ) { x -= T(rate) * g + (wrong && g > 1000 ? g : 0) }
  }

  private let folder = FileManager.default.temporaryDirectory.path + "/cases-\(UUID().uuidString)"
  private lazy var store = CaseStore(folder: folder)
  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private func report(_ cases: Int, store: CaseStore?, seed: UInt64 = 0, wrong: Bool = true) throws
    -> LawReport
  {
    let subject = RuleSubject(Narrow.self).holding([(key: "wrong", text: "\(wrong)")])
    let battery = Battery(subject, discovers: false)
    let law = try #require(battery.laws.firstIndex { $0.id == "P14" })
    return battery.report(law: law, cases: cases, seed: seed, store: store)
  }

  @Test("A case that broke a law is judged first the next time, for any seed") func kept()
    throws
  {
    let first = try report(200, store: store)
    #expect(first.hasFailed)
    let found = try #require(first.counterexample)
    // Without the store one case does not find the fault.
    #expect(try !report(1, store: nil, seed: 7).hasFailed)
    let again = try report(1, store: store, seed: 7)
    #expect(again.hasFailed && again.counterexample?.replayText == found.replayText)
    #expect(again.counterexample?.seed == 0 && again.counterexample?.index == found.index)
    // A case that the rule now refuses or passes is skipped, and stays in the store.
    #expect(try !report(1, store: store, wrong: false).hasFailed)
    #expect(try report(1, store: store, seed: 7).hasFailed)
  }

  @Test("Damaged files are skipped") func damaged() throws {
    _ = try report(200, store: store)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    #expect(names.count == 1)
    for damage in ["", "[", "{}", "[{\"key\": []}]", String(repeating: "[", count: 1 << 20)] {
      for name in names { try Data(damage.utf8).write(to: URL(filePath: folder + "/" + name)) }
      #expect(try !report(1, store: store, seed: 7).hasFailed)
    }
    // Damaged files are written again.
    #expect(try report(200, store: store).hasFailed)
    #expect(try report(1, store: store, seed: 7).hasFailed)
  }

  @Test("A store holds a limited number of cases and files, and keeps files of other sources apart")
  func bounded()
    throws
  {
    let found = try #require(try report(200, store: nil).counterexample)
    for number in 0..<600 {
      store.keep(found, under: CaseStore.Key(kind: "optimizer", subject: "\(number)", law: "P1"))
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 512)
    let key = CaseStore.Key(kind: "optimizer", subject: "599", law: "P1")
    #expect(store.cases(under: key).count == 1)
    store.keep(found, under: key)
    #expect(store.cases(under: key).count == 1)
    #expect(CaseStore(folder: folder, source: "other.swift").cases(under: key).isEmpty)
  }

  @Test("A folder that cannot be written is no failure") func unwritable() throws {
    #expect(try report(200, store: CaseStore(folder: "/dev/null/cases")).hasFailed)
  }
}
