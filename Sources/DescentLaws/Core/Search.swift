import Descent

/// What became of one law on one subject.
public struct LawReport: Sendable, Codable {
  public enum Outcome: Sendable, Codable {
    case passed
    case inapplicable(String)
    case failed(Counterexample)
    /// The case breaks the law, but that the law applies was only found by probing, and declared by
    /// nobody: it is the finding that was wrong.
    case refuted(Counterexample)
  }

  public let law: LawCard
  public let subject: String
  public let outcome: Outcome
  /// Cases drawn, and how many of them the law spoke of.
  public let cases: Int
  public let applied: Int
  /// Why most of the others were passed over.
  public let skipReason: String?

  public var hasFailed: Bool {
    if case .failed = outcome { true } else { false }
  }

  /// Whether the law passed, yet on less than a tenth of the cases.
  public var isThin: Bool {
    if case .passed = outcome { applied * 10 < cases } else { false }
  }
}

/// The smallest case found that breaks a law.
public struct Counterexample: Sendable, Codable {
  public let violation: Violation
  /// The case, at most eight lines.
  public let text: String
  /// The same on one line, for `--replay`.
  public let replayText: String
  public let seed: UInt64
  /// The number of the case that was drawn, from 0; nil if it was given.
  public let index: Int?
  /// How many cases shrinking evaluated.
  public let evaluations: Int
}

extension Law {
  /// Looks for a counterexample and shrinks the first that is found.
  /// - Parameters:
  ///   - cases: how many cases to draw.
  ///   - seed: the same seed gives the same cases for the same law and subject.
  ///   - shrinks: whether the case is made small; whether there is one needs no shrinking.
  public func search(
    _ subject: Input.Subject, cases: Int, seed: UInt64, shrinks: Bool = true
  ) -> LawReport {
    let stream = CounterRandom(seed: seed).split(stream: Self.number(card.id + "/" + subject.name))
    var applied = 0
    var reasons: [String: Int] = [:]
    var inapplicable: String?
    for index in 0..<cases {
      var draw = Draw(case: index, of: stream)
      do {
        let input = try Input.draw(&draw, for: subject, options)
        switch judge(subject, input, index: index) {
        case .holds: applied += 1
        case .inapplicable(let reason):
          inapplicable = inapplicable ?? reason
          reasons[reason, default: 0] += 1
        case .skipped(let reason): reasons[reason, default: 0] += 1
        case .violated(let violation):
          let found = shrinks ? shrunk(subject, input, violation) : (input, violation, 0)
          return report(
            subject,
            outcome(subject, found.0, counterexample(found.0, found.1, seed, index, found.2)),
            index + 1, applied + 1, reasons)
        }
      } catch {
        reasons["no case could be drawn: \(error)", default: 0] += 1
      }
    }
    let isInapplicable = applied == 0
    let reason = inapplicable ?? reasons.max { $0.value < $1.value }?.key ?? "no cases"
    return report(
      subject, isInapplicable ? .inapplicable(reason) : .passed, cases, applied, reasons)
  }

  /// The verdict on one given case.
  public func replay(_ subject: Input.Subject, _ input: Input, seed: UInt64 = 0) -> LawReport {
    switch judge(subject, input) {
    case .holds: report(subject, .passed, 1, 1, [:])
    case .inapplicable(let reason), .skipped(let reason):
      report(subject, .inapplicable(reason), 1, 0, [reason: 1])
    case .violated(let violation):
      report(
        subject, outcome(subject, input, counterexample(input, violation, seed, nil, 0)), 1, 1, [:])
    }
  }

  private func outcome(
    _ subject: Input.Subject, _ input: Input, _ counterexample: Counterexample
  ) -> LawReport.Outcome {
    input.isOfFindings(about: subject, options)
      ? .refuted(counterexample) : .failed(counterexample)
  }

  /// The verdict, with errors turned into one. Says first which case it is about.
  package func judge(_ subject: Input.Subject, _ input: Input, index: Int? = nil) -> Verdict {
    CaseWatch.current?.announce(input.replayText, index)
    do {
      return try check(subject, input)
    } catch let error as ConfigurationError {
      return .skipped("settings refused: \(error)")
    } catch let error as Inapplicable {
      return .inapplicable(error.reason)
    } catch {
      return .violated("threw \(error)")
    }
  }

  private func report(
    _ subject: Input.Subject, _ outcome: LawReport.Outcome, _ cases: Int, _ applied: Int,
    _ reasons: [String: Int]
  ) -> LawReport {
    LawReport(
      law: card, subject: subject.name, outcome: outcome, cases: cases, applied: applied,
      skipReason: reasons.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key)
  }

  private func counterexample(
    _ input: Input, _ violation: Violation, _ seed: UInt64, _ index: Int?, _ evaluations: Int
  ) -> Counterexample {
    Counterexample(
      violation: violation, text: input.description, replayText: input.replayText, seed: seed,
      index: index, evaluations: evaluations)
  }

  /// Greedy descent to a case none of whose simplifications breaks the law. Nothing is reported on
  /// the way.
  private func shrunk(
    _ subject: Input.Subject, _ input: Input, _ violation: Violation
  ) -> (input: Input, violation: Violation, evaluations: Int) {
    var (best, found) = (input, violation)
    var evaluations = 0
    var (improved, spent) = (true, 0)
    while improved, spent < Self.shrinkingBudget {
      improved = false
      for candidate in best.simplifications(for: subject) {
        evaluations += 1
        spent += candidate.cost
        if case .violated(let violation) = judge(subject, candidate) {
          (best, found, improved) = (candidate, violation, true)
          break
        }
        if spent >= Self.shrinkingBudget { break }
      }
    }
    return (best, found, evaluations)
  }

  /// Enough for every counterexample met so far several times over; a bound, so that a slow law
  /// cannot shrink for ever.
  private static var shrinkingBudget: Int { 3000 }

  /// The stream of a law and a subject: FNV-1a of its name.
  private static func number(_ text: String) -> UInt64 {
    text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}

/// Thrown within a law where it does not speak of the subject.
struct Inapplicable: Error {
  let reason: String
  init(_ reason: String) { self.reason = reason }
}
