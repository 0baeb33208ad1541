import Descent

extension Law {
  /// Searches for a counterexample and shrinks the first one found. If no drawn case is one, a climbed law
  /// continues with a hill climb from the cases that came closest.
  /// - Parameters:
  ///   - cases: how many cases to draw.
  ///   - seed: the same seed gives the same cases for the same law and subject.
  ///   - shrinks: whether the counterexample is shrunk; a caller that only needs to know whether one exists
  ///     can pass false.
  ///   - climbs: whether the search climbs, for a law that allows climbing.
  package func search(
    _ subject: Input.Subject, cases: Int, seed: UInt64, shrinks: Bool = true, climbs: Bool = true
  ) -> LawReport {
    search(subject, cases: cases, seed: seed, shrinks: shrinks, climbs: climbs, scope: .all)
  }

  /// - Parameter scope: which of the drawn cases are judged.
  func search(
    _ subject: Input.Subject, cases: Int, seed: UInt64, shrinks: Bool, climbs: Bool = true,
    scope: CaseScope
  ) -> LawReport {
    let stream = CounterRandom(seed: seed).split(stream: Self.number(card.id + "/" + subject.name))
    var applied = 0
    var reasons: [String: Int] = [:]
    var inapplicable: String?
    var unstable: Counterexample?
    var climb = Climb<Input>()
    let start = ContinuousClock.now
    var judged = 0
    for index in 0..<cases {
      if let limit = subject.searchTime, applied >= 3, ContinuousClock.now - start > limit { break }
      judged = index + 1
      var draw = Draw(case: index, of: stream)
      do {
        guard let input = scope.admitted(try Input.draw(&draw, for: subject, options)) else {
          reasons["an exemption speaks of the case", default: 0] += 1
          continue
        }
        let (verdict, ratio) = NearMiss.watching { judge(subject, input, index: index) }
        switch verdict {
        case .holds:
          applied += 1
          if input.cost == 1 { climb.add(input, ratio) }
        case .inapplicable(let reason):
          inapplicable = inapplicable ?? reason
          reasons[reason, default: 0] += 1
        case .skipped(let reason): reasons[reason, default: 0] += 1
        case .violated(let violation):
          guard subject.toldErrors?.isTold(by: card, violation) ?? true else {
            reasons["it raises what another law tells", default: 0] += 1
            continue
          }
          applied += 1
          let found = Found(input: input, violation: violation)
          let settled = settled(subject, found, shrinks: shrinks && unstable == nil, scope)
          let counterexample = counterexample(settled.found, seed, index)
          guard settled.isStable else {
            unstable = unstable ?? counterexample
            continue
          }
          return report(
            subject, outcome(subject, settled.found.input, counterexample), index + 1, applied,
            reasons)
        }
      } catch {
        reasons["no case could be drawn: \(error)", default: 0] += 1
      }
    }
    var draw = Draw(stream.split(stream: .max))
    if let found = climb.summit(
      of: self, subject, budget: climbs && isClimbed ? 2 * cases : 0, &draw, scope)
    {
      let settled = settled(subject, found, shrinks: shrinks, scope)
      if settled.isStable {
        let counterexample = counterexample(settled.found, seed, cases)
        return report(
          subject, outcome(subject, settled.found.input, counterexample), cases, applied, reasons)
      }
    }
    if let unstable { return report(subject, .unstable(unstable), judged, applied, reasons) }
    let isInapplicable = applied == 0
    let reason = inapplicable ?? reasons.max { $0.value < $1.value }?.key ?? "no cases"
    return report(
      subject, isInapplicable ? .inapplicable(reason) : .passed, judged, applied, reasons)
  }

  /// The verdict on one given case.
  /// - Parameters:
  ///   - seed: of the case, where it is known.
  ///   - index: its number among those drawn, where it is known.
  package func replay(
    _ subject: Input.Subject, _ input: Input, seed: UInt64 = 0, index: Int? = nil
  ) -> LawReport {
    switch judge(subject, input, index: index) {
    case .holds: return report(subject, .passed, 1, 1, [:])
    case .inapplicable(let reason), .skipped(let reason):
      return report(subject, .inapplicable(reason), 1, 0, [reason: 1])
    case .violated(let violation):
      let found = Found(input: input, violation: violation)
      let counterexample = counterexample(found, seed, index)
      let outcome =
        isStable(subject, found)
        ? outcome(subject, input, counterexample) : .unstable(counterexample)
      return report(subject, outcome, 1, 1, [:])
    }
  }

  private func outcome(
    _ subject: Input.Subject, _ input: Input, _ counterexample: Counterexample
  ) -> LawReport.Outcome {
    input.isOfFindings(about: subject, options)
      ? .refuted(counterexample) : .failed(counterexample)
  }

  /// The verdict on a case, with thrown errors turned into a verdict. Announces the case to the current
  /// ``CaseWatch`` first.
  package func judge(_ subject: Input.Subject, _ input: Input, index: Int? = nil) -> Verdict {
    CaseWatch.current?.announce(input.replayText, index)
    do {
      return try StepFailure.watching {
        if subject.isExact { return try check(subject, input) }
        return try Comparison.$tolerated.withValue(input.roundoff) { try check(subject, input) }
      }
    } catch let error as ConfigurationError {
      return .skipped("settings refused: \(error)")
    } catch let error as Inapplicable {
      return .inapplicable(error.reason)
    } catch let error as any ProcessLoss where error.isProcessLost {
      return .violated("\(error)")
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

  private func counterexample(_ found: Found, _ seed: UInt64, _ index: Int?) -> Counterexample {
    Counterexample(
      violation: found.violation, text: found.input.description,
      replayText: found.input.replayText, seed: seed, index: index,
      evaluations: found.evaluations)
  }

  /// The stream number of a law and a subject: the FNV-1a hash of a text.
  private static func number(_ text: String) -> UInt64 {
    text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}
