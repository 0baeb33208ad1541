import Descent

/// A schedule's settings and the combinators around it.
package struct ScheduleCase: Sendable, Hashable {
  package var schedule: Specification
  /// The steps of a linear warm-up before the schedule.
  package var warmup: Int
  /// The steps at a factor of 1 before the warm-up.
  package var delay: Int
  /// A factor that multiplies the whole schedule.
  package var scale: Double
  package var aux: Int

  package struct Options: Sendable, DefaultInitializable {
    package init() {}
  }

  /// Random choices determined by `aux`.
  var choices: Draw { Draw(CounterRandom(seed: UInt64(aux))) }

  /// The case with the schedule alone.
  var alone: ScheduleCase {
    ScheduleCase(schedule: schedule, warmup: 0, delay: 0, scale: 1, aux: aux)
  }

  /// The steps to check: all of the first 300, the steps around a horizon, and powers of two up to the
  /// largest step.
  static func steps(around horizon: Int?) -> [Int] {
    var steps = Array(1...300)
    if let horizon {
      for distance in -3...3 {
        let (step, overflow) = horizon.addingReportingOverflow(distance)
        if !overflow, step >= 1 { steps.append(step) }
      }
    }
    for power in 9...62 { steps += [(1 << power) - 1, 1 << power] }
    return (steps + [Int.max - 1, .max]).sorted()
  }

  /// 4 ulp of the largest factor: the rounding of a cosine or a power.
  static func slack(_ traits: ScheduleTraits) -> Double { 4 * .ulpOfOne * traits.maximum }

  /// Checks that the schedule has the declared factors.
  static func verdict(
    _ schedule: any Schedule, _ values: [ScheduleTraits.Value], _ traits: ScheduleTraits
  ) -> Verdict {
    for value in values {
      let found = schedule.factor(at: value.step)
      // This form of the comparison also fails for NaN.
      guard abs(found - value.factor) <= slack(traits) else {
        return .violated("step \(value.step)", expected: value.factor, found: found)
      }
    }
    return .holds
  }
}

extension ScheduleCase: LawInput {
  package static func draw(
    _ draw: inout Draw, for subject: ScheduleSubject, _ options: Options
  ) throws -> ScheduleCase {
    var schedule = Specification(name: subject.name)
    for domain in subject.domains {
      schedule.settings.append((key: domain.key, text: domain.value(&draw)))
    }
    let isAlone = draw.isTrue(probability: 0.5)
    return ScheduleCase(
      schedule: schedule, warmup: isAlone ? 0 : draw.element(of: [0, 1, 2, 3, 10]),
      delay: isAlone ? 0 : draw.element(of: [0, 0, 1, 2, 7]),
      scale: isAlone ? 1 : draw.element(of: [1, 2, 0.5, 0.3, 0]), aux: draw.index(below: 1 << 16))
  }

  package func simplifications(for subject: ScheduleSubject) -> [ScheduleCase] {
    var simpler = ChangedCopies(of: self)
    simpler.add { $0.scale = 1 }
    for steps in Shorter.integers(delay, from: 0) { simpler.add { $0.delay = steps } }
    for steps in Shorter.integers(warmup, from: 0) { simpler.add { $0.warmup = steps } }
    for domain in subject.domains {
      let place = domain.grid.firstIndex { $0 == schedule[domain.key] } ?? domain.grid.count
      for text in domain.grid[..<place] { simpler.add { $0.schedule[set: domain.key] = text } }
    }
    for aux in Shorter.integers(aux, from: 0) { simpler.add { $0.aux = aux } }
    return simpler.cases
  }

  package var description: String {
    """
    schedule \(schedule)
    warmup \(warmup)
    delay \(delay)
    scale \(scale.hyperparameterText)
    aux \(aux)
    """
  }

  package init(replay text: String) throws {
    let lines = try CaseLines(text)
    guard let scale = Double(String(try lines.text("scale"))), scale >= 0, scale.isFinite else {
      throw ReplayError("scale is not a number")
    }
    self.init(
      schedule: try Specification(String(lines.text("schedule"))),
      warmup: try lines.integer("warmup"), delay: try lines.integer("delay"), scale: scale,
      aux: try lines.integer("aux"))
    guard warmup >= 0, delay >= 0, aux >= 0 else { throw ReplayError("a number is negative") }
  }
}
