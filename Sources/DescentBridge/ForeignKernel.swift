import Descent
import DescentLaws
import Foundation

/// The steps of a rule that lives in a worker, one at a time.
///
/// The state is one scalar, `handle`: the number of a node of the history. If the live instance is at that
/// node, it is stepped; otherwise a new instance repeats the steps from the origin to the node.
final class ForeignKernel<T: KernelScalar> {
  private let rule: ForeignRule
  private let layout: Layout
  private var host: WorkerHost { rule.host }
  /// The live instance, and its node.
  private var live: (instance: WorkerHost.Instance, node: Int)?
  /// The node of a restored checkpoint, until the first step shows the handle that the checkpoint has for
  /// it.
  private var restored: Int?
  /// The nodes, by the handles that a checkpoint has for them.
  private var aliases: [Int: Int] = [:]

  init(_ rule: ForeignRule, _ layout: Layout) {
    self.rule = rule
    self.layout = layout
  }

  deinit {
    if let live { host.free(live.instance) }
  }

  var kernel: OptimizerKernel<T> {
    var state = StateLayout()
    state.appendScalar(StateSlot(ForeignState.name))
    return OptimizerKernel(
      stateLayout: state,
      externalState: ExternalState {
        try self.exported()
      } restore: { bytes in
        // A checkpoint from before the first step has no bytes.
        self.restored = bytes.isEmpty ? 0 : self.host.history.add(.loaded(bytes))
      }
    ) { arguments, oracle in
      self.step(arguments, oracle)
    }
  }

  private func step(_ arguments: StepArguments<T>, _ oracle: Oracle<T>) -> StepAnswer {
    do throws(WorkerFailure) {
      let evaluations = try take(arguments, oracle)
      return handOver(evaluations, arguments)
    } catch {
      live = nil
      ProbeFailure.note()
      let failure = error.asConfigurationError(of: rule.specification.name)
      arguments.report.pointee.message = "\(failure)"
      StepFailure.note(failure)
      return .failed
    }
  }

  /// - Returns: the evaluations of the objective that the rule made.
  private func take(
    _ arguments: StepArguments<T>, _ oracle: Oracle<T>
  ) throws(WorkerFailure) -> [Evaluation] {
    let present = arguments.present.map { flags in layout.tensors.indices.map { flags[$0] } }
    var step = History.Step(
      parameters: bytes(UnsafePointer(arguments.parameters)), gradient: bytes(arguments.gradient),
      rate: arguments.rate == rule.learningRate || !host.handshake.capabilities.rates
        ? nil : arguments.rate,
      present: present.flatMap { $0.contains(false) ? $0 : nil })
    if step.present != nil, !host.handshake.capabilities.mask {
      throw .refused("it does not support tensors without a gradient")
    }
    let asked = Int(arguments.scalars[0])
    if let restored {
      aliases[asked] = restored
      self.restored = nil
    }
    let node = aliases[asked] ?? asked
    let blueprint = Blueprint(
      settings: rule.settings, layout: layout, precision: T.precisionName, seed: arguments.seed,
      asks: asks)
    try host.use(slot: live?.instance.slot) { (connection, slot) throws(WorkerFailure) in
      let instance = try self.instance(at: node, blueprint, step, connection, slot)
      let questions = Questions(arguments, oracle, byteCount: byteCount)
      let point = try self.take(
        step, instance, connection,
        objective: asks ? { (p, r) throws(WorkerFailure) in try questions.answer(p, r) } : nil)
      UnsafeMutableRawPointer(arguments.parameters).copyMemory(
        from: point.baseAddress!, byteCount: byteCount)
      step.evaluations = questions.answers
      let next = host.history.add(.step(parent: node, step))
      live = (instance, next)
      aliases[next] = nil
      arguments.scalars[0] = Double(next)
    }
    return step.evaluations
  }

  private var asks: Bool { host.handshake.capabilities.evaluates }
  private var byteCount: Int { layout.count * MemoryLayout<T>.stride }

  private func bytes(_ pointer: UnsafePointer<T>) -> [UInt8] {
    Array(UnsafeRawBufferPointer(start: UnsafeRawPointer(pointer), count: byteCount))
  }

  /// The answer of a step. If the rule evaluated the objective at its new point, the value and the gradient
  /// are handed to the caller.
  private func handOver(
    _ evaluations: [Evaluation], _ arguments: StepArguments<T>
  ) -> StepAnswer {
    guard arguments.present == nil, byteCount > 0, !evaluations.isEmpty else { return .updated }
    let point = bytes(UnsafePointer(arguments.parameters))
    guard let known = evaluations.last(where: { $0.point == point }) else { return .updated }
    known.gradient.withUnsafeBytes { gradient in
      UnsafeMutableRawPointer(arguments.report.pointee.gradient)
        .copyMemory(from: gradient.baseAddress!, byteCount: byteCount)
    }
    arguments.report.pointee.value = known.value
    return .evaluated
  }

  /// The instance at a node: the live one, or a new one that repeats the steps to it.
  private func instance(
    at node: Int, _ blueprint: Blueprint, _ next: History.Step, _ connection: WorkerConnection,
    _ slot: WorkerHost.Slot
  ) throws(WorkerFailure) -> WorkerHost.Instance {
    if let live, live.instance.generation == slot.generation {
      if live.node == node { return live.instance }
      connection.free(live.instance.number)
    }
    live = nil
    let (origin, steps) = try host.history.path(to: node)
    let instance = try host.create(blueprint, on: connection, slot).instance
    do throws(WorkerFailure) {
      if case .loaded(let bytes) = origin {
        try load(bytes, (steps.first ?? next).parameters, instance, connection)
      }
      for step in steps {
        let again = Repetition(step.evaluations)
        _ = try take(
          step, instance, connection,
          objective: asks ? { (p, r) throws(WorkerFailure) in try again.answer(p, r) } : nil)
      }
    } catch {
      if !error.isLoss { connection.free(instance.number) }
      throw error
    }
    return instance
  }

  private func take(
    _ step: History.Step, _ instance: WorkerHost.Instance, _ connection: WorkerConnection,
    objective: ObjectiveAnswer?
  ) throws(WorkerFailure) -> UnsafeRawBufferPointer {
    var flags: RunRequest.Flags = [.givesStart]
    if step.rate != nil { flags.insert(.hasRates) }
    if step.present != nil { flags.insert(.hasMask) }
    let request = RunRequest(
      flags: flags, tensors: layout.tensors.count, count: layout.count, steps: 1)
    return try connection.run(
      request, instance, numberSize: MemoryLayout<T>.stride, limit: host.timeLimit,
      rates: [step.rate ?? 0], start: step.parameters, mask: step.present.map { [$0] },
      gradients: { $0.append(numbers: step.gradient) }, objective: objective)
  }
}

/// Saving and loading.
extension ForeignKernel {
  private func load(
    _ bytes: [UInt8], _ parameters: [UInt8], _ instance: WorkerHost.Instance,
    _ connection: WorkerConnection
  ) throws(WorkerFailure) {
    _ = try connection.ask(
      .load, instance: instance.number, limit: host.timeLimit, as: "LOAD of \(bytes.count) bytes"
    ) { body in
      body.append(numbers: parameters)
      body.pad()
      body.append(numbers: bytes)
    }
  }

  /// The state that the live instance saves, for a checkpoint.
  private func exported() throws -> [UInt8] {
    guard let live else {
      guard let restored, case .loaded(let bytes) = try host.history.path(to: restored).origin
      else { return [] }
      return bytes
    }
    return try host.use(slot: live.instance.slot) { (connection, slot) throws(WorkerFailure) in
      guard live.instance.generation == slot.generation else { throw .forgotten }
      return try connection.saved(live.instance, limit: host.timeLimit)
    }
  }

  /// Adds a node whose instance loads the state that an instance at the given node saves.
  /// - Parameter parameters: the point at the node.
  func reloaded(
    _ node: Int, parameters: [UInt8], seed: UInt64
  ) throws(WorkerFailure) -> Int {
    if node == 0 { return 0 }
    let blueprint = Blueprint(
      settings: rule.settings, layout: layout, precision: T.precisionName, seed: seed, asks: asks)
    let still = History.Step(parameters: parameters, gradient: [], rate: nil, present: nil)
    return try host.use { (connection, slot) throws(WorkerFailure) in
      let instance = try self.instance(at: node, blueprint, still, connection, slot)
      let bytes = try connection.saved(instance, limit: host.timeLimit)
      connection.free(instance.number)
      return host.history.add(.loaded(bytes))
    }
  }
}

extension WorkerConnection {
  func saved(
    _ instance: WorkerHost.Instance, limit: Double
  ) throws(WorkerFailure) -> [UInt8] {
    Array(try ask(.save, instance: instance.number, limit: limit, as: "SAVE").body)
  }
}

/// The state of a rule that lives in a worker.
enum ForeignState {
  /// The number of a node of its history.
  static let name = "handle"
}
