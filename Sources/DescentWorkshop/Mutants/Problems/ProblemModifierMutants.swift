import Descent
import DescentLaws
import Synchronization

/// The bowl that the wrong problem modifiers below change.
private struct Bowl: WrongBowl {}

/// It does not shift the start.
struct LeavesStart: TransformedProblem {
  var base: any Problem { Bowl() }
  let change: ShiftedProblem.Shift
  var specification: Specification { Specification(name: "leaves_start") }
  var neutral: (any Problem)? { nil }
  func start(seed: UInt64) -> [Double] { base.start(seed: seed) }
}

/// It shifts by a small amount even if the shift is 0.
struct MovesAnyway: ProblemWrapper {
  var base: any Problem { Bowl() }
  var specification: Specification { Specification(name: "moves_anyway") }
  var neutral: (any Problem)? { get throws { try ShiftedProblem(Bowl(), by: [0, 0x1p-50]) } }
}

/// The bowl with noise added to the first entry of the gradient of each step.
protocol WrongSteps: ProblemWrapper {
  /// Makes the function that returns the noise of successive calls of one objective.
  func makeNoise() -> @Sendable () -> Int
}

extension WrongSteps {
  var base: any Problem { Bowl() }
  var specification: Specification { Specification(name: "wrong_steps") }
  var neutral: (any Problem)? { nil }
  func _objective32() throws -> Objective<Float> { try objective() }
  func _objective64() throws -> Objective<Double> { try objective() }

  private func objective<T: KernelScalar>() throws -> Objective<T> {
    var objective = try T.makeObjective(base)
    let (noise, exact) = (makeNoise(), objective.valueAndGradient)
    var examples = Examples<T>(
      count: 1, batchSize: 1, batchGradient: { x, g, _ in exact(x, g) },
      metrics: { [value = objective.value] in Metrics(trainLoss: Double(value($0))) })
    examples.drawnGradient = { x, g, _, _ in
      let value = exact(x, g)
      g[0] += T(noise())
      return value
    }
    objective.examples = examples
    return objective
  }
}

/// A counter that is not part of checkpoints.
private final class Count: Sendable {
  private let count = Atomic(0)
  func next() -> Int { count.add(1, ordering: .relaxed).newValue }
}

/// The gradients of an objective depend on its number of calls.
struct CountsCalls: WrongSteps {
  func makeNoise() -> @Sendable () -> Int {
    let count = Count()
    return { count.next() }
  }
}

/// Every objective has its own noise, so that a resumed run has different noise.
struct CountsObjectives: WrongSteps {
  private static let count = Count()
  func makeNoise() -> @Sendable () -> Int {
    let number = Self.count.next()
    return { number }
  }
}

extension Mutants {
  package static let problemModifiers: [Mutant] =
    [
      modifier(MovesAnyway(), "shifted", "a shift that is never 0", killedBy: "pmod/neutral"),
      modifier(CountsCalls(), "noisy", "noise of the call", killedBy: "pmod/draws"),
      modifier(CountsObjectives(), "noisy", "noise of the objective", killedBy: "pmod/resume"),
    ]
    + [try? ShiftedProblem(Bowl(), by: [1, -2])].compactMap { shifted in
      shifted.map {
        modifier(
          LeavesStart(change: $0.change), "shifted", "the start stays",
          killedBy: "pmod/variables")
      }
    }

  private static func modifier(
    _ wrong: any ProblemWrapper, _ original: String, _ bug: String, killedBy killer: String
  ) -> Mutant {
    .of(
      ProblemSubject(name: "\(type(of: wrong))") { _ in wrong }, ProblemModifierLaws.all,
      original, bug, killedBy: killer)
  }
}
