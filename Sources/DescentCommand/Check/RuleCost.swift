import Descent
import Foundation

/// The cost of a step of a rule, measured on one matrix with f(x) = ½ |x|².
struct RuleCost: Codable, Sendable {
  /// Nanoseconds per coordinate in float32 and float64, including the evaluations that the rule makes.
  var nanoseconds: [Double]?
  /// Calls of the allocator per step, after the first steps; nil if they cannot be counted.
  var allocations: Double?
  /// Bytes of state per parameter in float32 and float64; ``tensorBytes`` come in addition for each tensor.
  let bytes: [Double]
  let tensorBytes: Int
  /// Evaluations of the objective per step, including the step's own gradient.
  var evaluations: Double?

  /// A matrix; a smaller one for a rule whose state is quadratic in the number of coordinates.
  private static func layout(_ rule: any Optimizer) throws -> Layout {
    let layout = Layout([(name: "w", shape: [32, 32])])
    let state = try Double.makeKernel(rule, layout, workers: nil).stateLayout
    return state.count > 64 * layout.count ? Layout([(name: "w", shape: [8, 8])]) : layout
  }

  /// The needs that the objective of this measurement can meet.
  private static let offers: Needs = [
    .value, .step, .evaluation, .consistentGradient, .hessianProduct, .drawnLabels,
  ]
  /// Seconds of stepping per precision.
  private static let duration = 0.004

  /// - Throws: ``ConfigurationError`` if the rule refuses its settings.
  init(of rule: any Optimizer) throws {
    let layout = try Self.layout(rule)
    let state = try Double.makeKernel(rule, layout, workers: nil).stateLayout
    let entries = Double(state.count) / Double(layout.count)
    bytes = [4 * entries, 8 * entries]
    tensorBytes = 8 * state.scalars.count
    guard rule.needs.isSubset(of: Self.offers) else { return }
    var single = try Walk<Float>(rule, layout)
    var double = try Walk<Double>(rule, layout)
    let paces = [single.pace(Self.duration), double.pace(Self.duration)]
    nanoseconds = paces
    evaluations = double.evaluationsPerStep
    // Trace as many steps as take that long again.
    let traced = max(1, min(64, Int(Self.duration / (1e-9 * paces[1] * Double(layout.count)))))
    allocations = AllocationTrace.count { double.advance(traced) }
      .map { Double($0) / Double(traced) }
  }

  /// One named line for each cost.
  var lines: [(name: String, text: String)] {
    var lines: [(name: String, text: String)] = []
    func short(_ number: Double) -> String {
      number < 100 ? numberText(number, digits: 2) : String(format: "%.0f", number)
    }
    if let nanoseconds {
      lines.append(
        (
          "time",
          "\(short(nanoseconds[0])) ns a coordinate in float32, \(short(nanoseconds[1])) ns in float64"
        ))
    }
    if let allocations { lines.append(("allocations", "\(short(allocations)) a step")) }
    lines.append(
      (
        "state",
        "\(short(bytes[0])) bytes a parameter in float32, \(short(bytes[1])) in float64"
          + (tensorBytes > 0 ? "; \(tensorBytes) bytes a tensor" : "")
      ))
    if let evaluations { lines.append(("evaluations", "\(short(evaluations)) a step")) }
    return lines
  }
}

/// A rule that minimizes f(x) = ½ |x|².
private struct Walk<T: KernelScalar> {
  private var stepper: Stepper<T>
  private var x: [T]
  private var gradient: [T]
  private var steps = 0
  private let questions = Questions()
  private let oracle: Oracle<T>

  private final class Questions { var count = 0 }

  init(_ rule: any Optimizer, _ layout: Layout) throws {
    let n = layout.count
    stepper = try Stepper(rule, layout)
    x = (0..<n).map { T(Double($0 % 17) - 8) / 8 }
    gradient = x
    let questions = questions
    var functions = Oracle<T>.Functions { point, gradient in
      questions.count += 1
      gradient.update(from: point, count: n)
      return (0..<n).reduce(T.zero) { $0 + point[$1] * point[$1] } / 2
    }
    functions.hessianProduct = { _, vector, product in
      questions.count += 2
      product.update(from: vector, count: n)
    }
    functions.likelihood = Likelihood { _, gradient, _, labels in
      questions.count += 1
      for i in 0..<n { gradient[i] = labels.uniform(i) < 0.5 ? -1 : 1 }
      return 1
    }
    oracle = Oracle(functions)
  }

  mutating func advance(_ count: Int) {
    for _ in 0..<count { stepper.step(&x, gradient: gradient, value: 1, oracle: oracle) }
    steps += count
  }

  /// Nanoseconds per coordinate, the best of several timed stretches.
  mutating func pace(_ seconds: Double) -> Double {
    let clock = ContinuousClock()
    let end = clock.now + .seconds(seconds)
    var (best, count, stretches) = (Double.infinity, 1, 0)
    // Time whole stretches of steps; the first steps may include set-up.
    repeat {
      let start = clock.now
      advance(count)
      let spent = max((clock.now - start) / .nanoseconds(1), 1)
      best = min(best, spent / Double(count * x.count))
      if spent < 20_000, count < 64 { count *= 2 }
      stretches += 1
      // Measure three stretches at least, because the set-up of the first step may take all of the time.
    } while clock.now < end || (stretches < 3 && clock.now < end + .milliseconds(40))
    return best
  }

  var evaluationsPerStep: Double { 1 + Double(questions.count) / Double(max(1, steps)) }
}
