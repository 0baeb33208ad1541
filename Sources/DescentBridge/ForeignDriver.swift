import Descent
import DescentFiles
import DescentLaws

/// Runs rules that live in workers, with a whole run per request if possible.
package struct ForeignDriver: RuleDriver {
  let host: WorkerHost

  package var seesState: Bool { false }
  package var groupOptions: [String] { host.handshake.groupOptions }
  package var takesRates: Bool { host.handshake.capabilities.rates }
  package var isExact: Bool { host.isExact }
  package var toldErrors: ToldErrors? { host.toldErrors }
  package var secondsPerStep: Double? { host.secondsPerStep }

  package var shapes: [[[Int]]]? {
    guard host.handshake.capabilities.compiles else { return nil }
    return [
      [[2]], [[7]], [[16]], [[33]], [[1], [3]], [[2, 3]], [[4, 4], [4]], [[3], [3]], [[0], [2]],
      [[5, 2], [9]], [[2, 2, 2]], [[8]],
    ]
  }

  package init(_ host: WorkerHost) { self.host = host }

  package func trajectory(
    of rule: any Optimizer, _ request: TrajectoryRequest
  ) throws -> Trajectory {
    guard let foreign = rule as? ForeignRule else {
      // A rule with modifiers around it, or one that evaluates the objective, is stepped one step at a
      // time.
      if StepFailure.isWatched { return try KernelDriver().trajectory(of: rule, request) }
      return try ProbeFailure.watching { try KernelDriver().trajectory(of: rule, request) }
        ?? .unknown(request)
    }
    do throws(WorkerFailure) {
      return try run(foreign, request, [])
    } catch {
      // A failure in a probe is not reported; the result of the probe is unknown.
      if !StepFailure.isWatched { return .unknown(request) }
      throw error.asConfigurationError(of: foreign.specification.name)
    }
  }

  /// A run whose failures are always thrown, also in a probe.
  func attempt(
    _ rule: ForeignRule, _ request: TrajectoryRequest
  ) throws(WorkerFailure) -> Trajectory { try run(rule, request, []) }

  package func trajectory(
    of rule: any Optimizer, _ request: TrajectoryRequest, under circumstance: RunCircumstance
  ) throws -> Trajectory? {
    guard let foreign = rule as? ForeignRule else { return nil }
    let flags: RunRequest.Flags
    switch circumstance {
    case .echoing:
      flags = [.echoes]
      if host.zeroesGradients {
        throw Inapplicable("it overwrites the gradients with zeros")
      }
    case .reusing: flags = [.reuses]
    case .trashing: flags = [.reuses, .trashes]
    case .strided:
      flags = []
      guard host.handshake.capabilities.strided else {
        throw Inapplicable("the worker has no strided memory")
      }
    case .grouped:
      flags = []
      guard host.handshake.capabilities.groups else { return nil }
    case .closing, .closingElsewhere:
      flags = circumstance == .closing ? [.closes] : [.closes, .raisesValue]
      guard host.handshake.capabilities.closes else { return nil }
    }
    do throws(WorkerFailure) {
      return try run(foreign, request, flags, circumstance)
    } catch {
      throw error.asConfigurationError(of: foreign.specification.name)
    }
  }

  /// Restores by the rule's own means: an instance saves its state, and a new one loads it.
  package func restored<T: KernelScalar & StoredScalar>(
    _ checkpoint: Checkpoint<T>, of rule: any Optimizer, _ layout: Layout
  ) throws -> Checkpoint<T> {
    guard let foreign = rule as? ForeignRule else {
      return try KernelDriver().restored(checkpoint, of: rule, layout)
    }
    guard host.handshake.capabilities.save else {
      throw Inapplicable("the worker cannot save a state")
    }
    var copy = checkpoint
    do throws(WorkerFailure) {
      let node = try ForeignKernel<T>(foreign, layout).reloaded(
        Int(checkpoint.state.scalars[0]),
        parameters: checkpoint.parameters.withUnsafeBytes { Array($0) }, seed: 0)
      copy.state.scalars[0] = Double(node)
    } catch {
      throw error.asConfigurationError(of: foreign.specification.name)
    }
    return copy
  }

  /// Returns nil, because the state is not a list of tensors.
  package func rearranged<T: KernelScalar>(
    _ state: OptimizerState<T>, from old: Layout, to new: Layout
  ) -> OptimizerState<T>? { nil }
}

extension ForeignDriver {
  private func run(
    _ rule: ForeignRule, _ request: TrajectoryRequest, _ flags: RunRequest.Flags,
    _ circumstance: RunCircumstance? = nil
  ) throws(WorkerFailure) -> Trajectory {
    switch request.precision {
    case .float64: try run(rule, request, flags, circumstance, Double.self)
    case .float32: try run(rule, request, flags, circumstance, Float.self)
    }
  }

  private func run<T: KernelScalar>(
    _ rule: ForeignRule, _ request: TrajectoryRequest, _ flags: RunRequest.Flags,
    _ circumstance: RunCircumstance?, _: T.Type
  ) throws(WorkerFailure) -> Trajectory {
    var blueprint = Blueprint(
      settings: rule.settings, layout: request.layout, precision: T.precisionName,
      seed: request.seed, isStrided: circumstance == .strided)
    blueprint.isGrouped = circumstance == .grouped
    let mask = request.present.flatMap { $0.joined().contains(false) ? $0 : nil }
    if mask != nil, !host.handshake.capabilities.mask {
      throw .refused("it does not support tensors without a gradient")
    }
    return try host.use(isProbe: true) { (connection, slot) throws(WorkerFailure) in
      let instance = try host.create(blueprint, on: connection, slot).instance
      let parts = Self.parts(request)
      var points: [[Double]] = []
      do throws(WorkerFailure) {
        for part in parts {
          points += try run(part, T.self, rule, request, mask, flags, instance, connection)
        }
      } catch {
        if !error.isLoss { connection.free(instance.number) }
        throw error
      }
      connection.free(instance.number)
      return Trajectory(
        points: points, evaluationPoint: points.last ?? request.start, state: [])
    }
  }

  /// The ranges of steps that fit in one request: all of them, if each begins where the previous one ended
  /// or if all begin at the same point; otherwise one step each.
  private static func parts(_ request: TrajectoryRequest) -> [Range<Int>] {
    let steps = request.gradients.count
    guard let starts = request.starts, steps > 1 else { return steps > 0 ? [0..<steps] : [] }
    if starts.allSatisfy({ zip($0, starts[0]).allSatisfy { $0.bitPattern == $1.bitPattern } }) {
      return [0..<steps]
    }
    return (0..<steps).map { $0..<($0 + 1) }
  }

  private func run<T: KernelScalar>(
    _ steps: Range<Int>, _: T.Type, _ rule: ForeignRule, _ request: TrajectoryRequest,
    _ mask: [[Bool]]?, _ more: RunRequest.Flags, _ instance: WorkerHost.Instance,
    _ connection: WorkerConnection
  ) throws(WorkerFailure) -> [[Double]] {
    var flags: RunRequest.Flags = [.givesStart, .allPoints]
    flags.formUnion(more)
    if request.starts != nil, steps.count > 1 { flags.insert(.putsBack) }
    if mask != nil { flags.insert(.hasMask) }
    let rates = steps.map { request.rates[$0] ?? rule.learningRate }
    if host.handshake.capabilities.rates, steps.contains(where: { request.rates[$0] != nil }) {
      flags.insert(.hasRates)
    }
    let start = (request.starts?[steps.lowerBound] ?? request.start).map { T($0) }
    let run = RunRequest(
      flags: flags, tensors: request.layout.tensors.count, count: request.layout.count,
      steps: steps.count)
    let size = MemoryLayout<T>.stride
    let body = try connection.run(
      run, instance, numberSize: size, limit: host.timeLimit, rates: rates,
      start: start.withUnsafeBytes { Array($0) }, mask: mask.map { Array($0[steps]) }
    ) { buffer in
      for step in steps { buffer.append(numbers: request.gradients[step].map { T($0) }) }
    }
    let points = steps.count * run.count * size
    let first = more.contains(.echoes) ? (points + 7) & ~7 : 0
    return (0..<steps.count).map { step in
      (0..<run.count).map { i in
        let place = first + (step * run.count + i) * size
        return Double(body.loadUnaligned(fromByteOffset: place, as: T.self))
      }
    }
  }
}

extension WorkerFailure {
  /// Whether every later request fails in the same way.
  var isFinal: Bool { if case .givenUp = self { true } else { false } }
}

extension Trajectory {
  /// The trajectory of a run with an unknown result: NaN everywhere.
  fileprivate static func unknown(_ request: TrajectoryRequest) -> Trajectory {
    let nothing = request.start.map { _ in Double.nan }
    return Trajectory(
      points: request.gradients.map { _ in nothing }, evaluationPoint: nothing, state: [])
  }
}
