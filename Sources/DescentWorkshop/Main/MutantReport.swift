import Descent
import DescentCommand
import DescentFiles
import DescentLaws
import DescentPaper
import DescentSample
import Foundation
import LawMutants
import MutantKit

/// The kill table, which shows the laws that reject each wrong rule.
struct MutantReport {
  let cases: Int
  let seed: UInt64
  let json: Bool
  /// The pairs that must not be lost.
  let list: KillList?
  /// The sample that selects some of the mutants; nil for all.
  let sample: Sample?
  /// The folder for the paper's numbers; nil to write none.
  var record: String?

  /// The number of cases given to the law named for a mutant if the table's number is too small, because some
  /// bugs show only under one combination of options in a dozen.
  static let patience = 1000

  /// A mutant, the laws that reject it, and the number of cases that the quickest law needed.
  struct Row: Sendable {
    let mutant: Mutant
    let killers: [String]
    let quickest: Int?
    /// Whether the law named for the mutant rejects it within ``MutantReport/patience`` cases.
    let isKilled: Bool
    let seconds: Double

    /// The row as pairs of a kill list.
    var pairs: [KillList.Pair] {
      killers.map { KillList.Pair(mutant: mutant.name, law: $0) }
    }
  }

  func print() async throws {
    let console = Console.current
    let rows = await Self.rows(mutants, cases: cases, seed: seed) { done, count in
      if console.hasLiveLine { console.errors("\r\u{1B}[K\(done)/\(count) mutants done") }
    }
    if console.hasLiveLine { console.errors("\r\u{1B}[K") }
    console.print(json ? JSON.array(rows.map(Self.object)).indented() : text(rows))
    try record.map(
      CorpusNumbers(
        "mutants",
        ["rules": rows.count, "killed": rows.count { $0.isKilled }, "laws": Mutants.laws.count]
      ).write)
    let judged = Set(rows.map(\.mutant.name))
    let known = Set(Mutants.all.map(\.name))
    let lost = (list?.lost(Set(rows.flatMap(\.pairs))) ?? []).filter {
      // A mutant that no longer exists has lost its laws; a mutant that was not drawn has not.
      judged.contains($0.mutant) || !known.contains($0.mutant)
    }.filter { !rejects($0, rows) }
    for pair in lost {
      console.printError(
        "lost: \(pair.law) no longer rejects \(pair.mutant) in \(Self.patience) cases")
    }
    guard rows.allSatisfy(\.isKilled), idleLaws(rows).isEmpty, lost.isEmpty else {
      throw Failure.verdict
    }
  }

  /// Whether the law of a pair rejects its mutant within as many cases as the named law gets, because chance
  /// decides which other laws reject it within the table's few cases.
  private func rejects(_ pair: KillList.Pair, _ rows: [Row]) -> Bool {
    guard let mutant = rows.first(where: { $0.mutant.name == pair.mutant })?.mutant else {
      return false
    }
    guard let subject = mutant.subject else {
      return mutant.reports(Self.patience, seed).contains { $0.law.id == pair.law && $0.hasFailed }
    }
    guard let law = RuleLaws.all.first(where: { $0.card.id == pair.law }) else { return false }
    return law.search(subject, cases: Self.patience, seed: seed, shrinks: false).hasFailed
  }

  /// Runs every law on every mutant, two mutants at a time on two processors.
  static func rows(
    _ mutants: [Mutant], cases: Int, seed: UInt64,
    finished: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
  ) async -> [Row] {
    await concurrentMap(
      count: mutants.count, concurrency: ProcessInfo.processInfo.activeProcessorCount,
      { row(mutants[$0], cases: cases, seed: seed) },
      finished: { finished($1, mutants.count) })
  }

  private static func row(_ mutant: Mutant, cases: Int, seed: UInt64) -> Row {
    let clock = ContinuousClock()
    let start = clock.now
    let failures = mutant.reports(cases, seed).filter(\.hasFailed)
    let killers = failures.map(\.law.id)
    let isKilled =
      killers.contains(mutant.killer) || mutant.report(patience, seed)?.hasFailed == true
    return Row(
      mutant: mutant, killers: killers, quickest: failures.map(\.cases).min(),
      isKilled: isKilled,
      seconds: (clock.now - start) / .seconds(1))
  }

  private var mutants: [Mutant] {
    let all = Mutants.all
    guard let sample else { return all }
    let names = all.map { (id: $0.name, subject: $0.original) }
    return sample.places(120, of: names).map { all[$0] }
  }

  /// The laws that reject no mutant, and are therefore untested.
  private func idleLaws(_ rows: [Row]) -> [String] {
    guard sample == nil else { return [] }
    let killing = Set(rows.flatMap(\.killers) + rows.filter(\.isKilled).map(\.mutant.killer))
    return Mutants.laws.filter { !killing.contains($0) }
  }

  private func text(_ rows: [Row]) -> String {
    let table = tableText(
      ["mutant", "of", "killed by", "others", "cases"],
      rows: rows.map { row in
        let others = row.killers.filter { $0 != row.mutant.killer }
        return [
          row.mutant.name, row.mutant.original,
          row.isKilled ? row.mutant.killer : "SURVIVES \(row.mutant.killer)",
          String(others.count), row.quickest.map(String.init) ?? "-",
        ]
      }, rightAligned: [3, 4])
    let counts = Mutants.laws.map { law in (law, rows.count { $0.killers.contains(law) }) }
    let laws = counts.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    let budget = [1, 2, 3, 5, 10, 50, 200].filter { $0 <= cases }.map { budget in
      "\(budget) \(budget == 1 ? "case" : "cases") \(rows.count { ($0.quickest ?? .max) <= budget })"
    }.joined(separator: ", ")
    var lines = [
      table, "", "kills of each law: " + laws, "mutants killed by cases a law: " + budget,
      "\(rows.count { $0.isKilled }) of \(rows.count) mutants killed by the law that is named for them "
        + "in up to \(Self.patience) cases; \(rows.count { !$0.killers.isEmpty }) by some law in "
        + "\(cases), seed \(seed)",
    ]
    let idle = idleLaws(rows)
    if !idle.isEmpty { lines.append("laws that killed nothing: " + idle.joined(separator: ", ")) }
    return lines.joined(separator: "\n")
  }

  private static func object(_ row: Row) -> JSON {
    .keyed([
      ("name", .string(row.mutant.name)), ("of", .string(row.mutant.original)),
      ("bug", .string(row.mutant.bug)), ("killer", .string(row.mutant.killer)),
      ("killed", .boolean(row.isKilled)), ("laws", .array(row.killers.map { .string($0) })),
      ("cases", row.quickest.map { .integer($0) } ?? .null),
    ])
  }
}
