import DescentFiles
import Foundation
import Synchronization

/// Runs trials until time is up or one of them fails.
package struct Fuzzer {
  let judge: FuzzJudge
  /// The number of simultaneous trials.
  var concurrency = ProcessInfo.processInfo.activeProcessorCount

  package init(_ judge: FuzzJudge) { self.judge = judge }

  /// A shrunk failing trial with its fault.
  package struct Finding: Sendable {
    let trial: FuzzTrial
    package let fault: String
    /// The folder with its files.
    package let folder: String

    /// The fault, the command that reproduces it, and the entry for the corpus.
    package var text: String {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      var trial = trial
      trial.why = fault
      let entry = (try? encoder.encode(trial)).map { String(decoding: $0, as: UTF8.self) } ?? ""
      return "\(fault)\n  \(trial.commandLine(in: folder))\n  for the corpus: \(entry)"
    }
  }

  /// - Returns: the first failure in the order of the trials; nil if there is none.
  package func replay(_ trials: [FuzzTrial]) throws -> Finding? {
    try first(trials.count, until: nil) { trials[$0] }.finding
  }

  /// Runs the trials of a seed for `seconds` seconds.
  /// - Parameter start: the number of the first trial.
  /// - Returns: the number of the next trial, and the failure; nil if there is none.
  package func draw(
    seed: UInt64, seconds: Double, from start: Int = 0
  ) throws -> (count: Int, finding: Finding?) {
    let generator = FuzzGenerator(seed: seed)
    let end = ContinuousClock.now + .seconds(seconds)
    return try first(.max, from: start, until: end) { generator.trial($0) }
  }

  private func first(
    _ count: Int, from start: Int = 0, until end: ContinuousClock.Instant?,
    _ trial: @Sendable (Int) -> FuzzTrial
  ) throws -> (count: Int, finding: Finding?) {
    var done = start
    while done < count, end.map({ .now < $0 }) ?? true {
      let size = min(count - done, 4 * concurrency)
      let next = Atomic<Int>(0)
      let failed = Mutex<(place: Int, fault: Result<FuzzJudge.Fault, any Error>)?>(nil)
      let start = done
      DispatchQueue.concurrentPerform(iterations: concurrency) { _ in
        while true {
          let place = start + next.add(1, ordering: .relaxed).oldValue
          guard place < start + size else { return }
          let result = Result { try judge.fault(trial(place)) }
          let bad: Result<FuzzJudge.Fault, any Error>
          switch result {
          case .success(nil): continue
          case .success(let fault?): bad = .success(fault)
          case .failure(let error): bad = .failure(error)
          }
          failed.withLock { if $0.map({ place < $0.place }) ?? true { $0 = (place, bad) } }
        }
      }
      done += size
      if let (place, result) = failed.withLock({ $0 }) {
        return (place + 1, try shrunk(trial(place), try result.get()))
      }
    }
    return (done, nil)
  }

  private func shrunk(_ trial: FuzzTrial, _ fault: FuzzJudge.Fault) throws -> Finding {
    var shrinker = FuzzShrinker { try judge.fault($0)?.kind == fault.kind }
    // Use a small budget, because each run of a hanging command takes the whole time limit.
    if fault.kind == .hang { shrinker.budget = 12 }
    let small = try shrinker.smallest(trial)
    let text = try judge.fault(small)?.description ?? "\(fault), not every time"
    return Finding(trial: small, fault: text, folder: try judge.keep(small))
  }
}

/// The trials that once failed, in `Tests/Fuzz/*.json`. They are always replayed.
package enum FuzzCorpus {
  /// - Throws: an error if a file is not a trial.
  package static func read(_ folder: String) throws -> [FuzzTrial] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    return try names.filter { $0.hasSuffix(".json") }.map { name in
      let data = try Data(contentsOf: URL(filePath: folder + "/" + name))
      do { return try JSONDecoder().decode(FuzzTrial.self, from: data) } catch {
        throw FuzzFailure("\(folder)/\(name): \(error)")
      }
    }
  }
}
