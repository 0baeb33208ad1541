import Descent
import DescentLaws
import SchedulePlugins
import Synchronization

struct GoesBelowZero: WrongSchedule {
  let original: Linear
  init(_ original: Linear) { self.original = original }
  func factor(at t: Int) -> Double {
    original.start + (original.end - original.start) * Double(t - 1) / Double(original.horizon)
  }
}
struct NeverStopsRising: WrongSchedule {
  let original: Warmup
  init(_ original: Warmup) { self.original = original }
  func factor(at t: Int) -> Double { Double(t) / Double(max(1, original.steps)) }
}
struct CountsFromOne: WrongSchedule {
  let original: Cosine
  init(_ original: Cosine) { self.original = original }
  func factor(at t: Int) -> Double { original.factor(at: t == .max ? t : t + 1) }
}
struct WarmsUpFromZero: WrongSchedule {
  let original: Warmup
  init(_ original: Warmup) { self.original = original }
  func factor(at t: Int) -> Double {
    t <= original.steps ? Double(t - 1) / Double(original.steps) : 1
  }
}
struct HorizonOneShort: WrongSchedule {
  let original: Polynomial
  init(_ original: Polynomial) { self.original = original }
  func factor(at t: Int) -> Double {
    let p = min(1, Double(t - 1) / Double(max(1, original.horizon - 1)))
    return original.end + (1 - original.end) * .pow(1 - p, original.power)
  }
}
struct TurnsBack: WrongSchedule {
  let original: Cosine
  init(_ original: Cosine) { self.original = original }
  func factor(at t: Int) -> Double {
    let p = Double(t - 1) / Double(original.horizon)
    return original.floor + (1 - original.floor) * (1 + .cos(.pi * p)) / 2
  }
}

/// Restarts at its end.
struct BeginsAgain: WrongSchedule {
  let original: Linear
  init(_ original: Linear) { self.original = original }
  func factor(at t: Int) -> Double {
    original.factor(at: (t - 1) % max(1, original.horizon) + 1)
  }
}

/// Multiplies its own rate at every call.
final class Recurs: WrongSchedule {
  let original: Exponential
  private let rate = Mutex(1.0)
  init(_ original: Exponential) { self.original = original }
  func factor(at t: Int) -> Double {
    rate.withLock { rate in
      defer { rate *= original.gamma }
      return rate
    }
  }
}
struct CutsOneStepEarly: WrongSchedule {
  let original: StepDecay
  init(_ original: StepDecay) { self.original = original }
  func factor(at t: Int) -> Double { .pow(original.gamma, t / original.period) }
}
struct CutsOneStepLate: WrongSchedule {
  let original: MultiStep
  init(_ original: MultiStep) { self.original = original }
  func factor(at t: Int) -> Double {
    .pow(original.gamma, original.milestones.count { $0 < t - 1 })
  }
}
struct QuarterCosine: WrongSchedule {
  let original: Cosine
  init(_ original: Cosine) { self.original = original }
  func factor(at t: Int) -> Double {
    let p = min(1, Double(t - 1) / Double(original.horizon))
    return p < 1 ? original.floor + (1 - original.floor) * .cos(.pi * p / 2) : original.floor
  }
}
struct SmoothStep: WrongSchedule {
  let original: Cosine
  init(_ original: Cosine) { self.original = original }
  func factor(at t: Int) -> Double {
    let p = min(1, Double(t - 1) / Double(original.horizon))
    return original.floor + (1 - original.floor) * (1 - p * p * (3 - 2 * p))
  }
}
struct IgnoresPower: WrongSchedule {
  let original: Polynomial
  init(_ original: Polynomial) { self.original = original }
  func factor(at t: Int) -> Double {
    let p = min(1, Double(t - 1) / Double(original.horizon))
    return original.end + (1 - original.end) * (1 - p) * (1 - p)
  }
}
struct DividesByLengthLessOne: WrongSchedule {
  let original: InverseSquareRoot
  init(_ original: InverseSquareRoot) { self.original = original }
  func factor(at t: Int) -> Double {
    let length = Double(original.warmup)
    return t <= original.warmup
      ? (1 + (length - 1) * (Double(t - 1) / (length - 1))) / length : original.factor(at: t)
  }
}

extension Mutants {
  package static let schedules: [Mutant] = [
    .schedule(GoesBelowZero.self, "goes on past the horizon", killedBy: "sched/finite"),
    .schedule(NeverStopsRising.self, "the rise goes on", killedBy: "sched/bounds"),
    .schedule(CountsFromOne.self, "steps from 0 and from 1", killedBy: "sched/endpoints"),
    .schedule(
      WarmsUpFromZero.self, "the first step is wasted (nanoGPT #578)", killedBy: "sched/endpoints"),
    .schedule(HorizonOneShort.self, "T - 1 for T", killedBy: "sched/time_rescale"),
    .schedule(TurnsBack.self, "climbs past T (pytorch #60265)", killedBy: "sched/monotone"),
    .schedule(BeginsAgain.self, "restarts past T", killedBy: "sched/settled"),
    .schedule(Recurs.self, "a recursion", killedBy: "sched/pure"),
    .schedule(CutsOneStepEarly.self, "t for t - 1", killedBy: "sched/time_rescale"),
    .schedule(CutsOneStepLate.self, "a step late", killedBy: "sched/endpoints"),
    .schedule(QuarterCosine.self, "a quarter cosine", killedBy: "sched/symmetry"),
    .schedule(SmoothStep.self, "a cubic for the cosine", killedBy: "sched/shape"),
    .schedule(IgnoresPower.self, "always the power 2", killedBy: "sched/shape"),
    .schedule(
      DividesByLengthLessOne.self, "0/0 for one step of warm-up", killedBy: "sched/degenerate"),
    .claimedSchedule(IgnoresPower.self, "always the power 2"),
    .claimedSchedule(CutsOneStepLate.self, "a step late"),
    .combinator("AppliesPeakTwice", "the factor squared", killedBy: "sched/linear") {
      $0.scaled = { base, factor in
        FactorSchedule(horizon: base.horizon) { factor * factor * base.factor(at: $0) }
      }
    },
    .combinator("WarmsUpToHalf", "a jump at the join", killedBy: "sched/lipschitz") {
      $0.warmedUp = { base, steps in
        let right = base.warmedUp(steps: steps)
        return FactorSchedule(horizon: right.horizon) { t in
          right.factor(at: t) * (t <= steps ? 0.5 : 1)
        }
      }
    },
    .combinator(
      "DecaysDuringWarmup", "the cosine starts at once (fairchem #1967)",
      killedBy: "sched/endpoints"
    ) {
      $0.warmedUp = { base, steps in
        FactorSchedule(horizon: base.horizon) { t in
          min(1, Double(t) / Double(steps)) * base.factor(at: t)
        }
      }
    },
    .combinator("JoinsOneStepLate", "the next begins at 2", killedBy: "sched/endpoints") {
      $0.then = { first, steps, next in
        FactorSchedule(horizon: next.horizon.map { $0 == .max ? .max : $0 + steps }) { t in
          t <= steps ? first.factor(at: t) : next.factor(at: max(2, t - steps))
        }
      }
    },
  ]
}
