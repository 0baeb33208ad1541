import Descent
import DescentStudy
import Foundation
import Synchronization

/// Stops the runs of a race on a signal, and reports each run to the process that guards this one, if there
/// is one.
final class RaceGuard: RaceObserver {
  private let problems: [any Problem]
  private let titles: [String]
  private let names: [String]
  private let foreign: Set<Int>
  private let foreignProblems: Set<Int>
  private let told = Mutex<[Int: ContinuousClock.Instant]>([:])
  private let clock = ContinuousClock()

  /// - Parameters:
  ///   - foreign: the optimizers that come from plugin files.
  ///   - foreignProblems: the problems that come from plugin files.
  init(
    problems: [any Problem], titles: [String], optimizers: [Specification], foreign: Set<Int>,
    foreignProblems: Set<Int>
  ) {
    self.problems = problems
    self.titles = titles
    names = optimizers.map { Workbench.current.foreign([$0]) ?? $0.name }
    self.foreign = foreign
    self.foreignProblems = foreignProblems
  }

  func began(_ lane: Int, problem: Int, optimizer: Int) {
    GuardChannel.current?.begin(
      lane: lane, name: "\(names[optimizer]) on \(titles[problem])",
      isForeign: foreign.contains(optimizer) || foreignProblems.contains(problem))
  }

  func goesOn(_ lane: Int, step: Int) -> Bool {
    if let channel = GuardChannel.current {
      let now = clock.now
      let isDue = told.withLock { told in
        if let last = told[lane], now - last < .milliseconds(100) { return false }
        told[lane] = now
        return true
      }
      if isDue { channel.alive(lane: lane, step: step) }
    }
    return Interruption.signal == nil
  }

  func ended(_ lane: Int, problem: Int, _ entry: RaceEntry?) {
    guard let channel = GuardChannel.current else { return }
    guard let entry else { return channel.end(lane: lane) }
    let table = RaceTable(problem: problems[problem], title: titles[problem], entries: [])
    channel.end(lane: lane, row: [titles[problem]] + table.row(entry, hasTest: false))
  }
}
