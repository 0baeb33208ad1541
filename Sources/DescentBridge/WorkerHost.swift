import Descent
import DescentFiles
import DescentLaws
import Foundation
import Synchronization

/// The workers of one target, which are started when needed and restarted after a loss.
///
/// There are as many slots as workers may run in parallel; each is used by one thread at a time.
package final class WorkerHost: Sendable {
  package let command: WorkerCommand
  /// The handshake of the first worker.
  package let handshake: Handshake
  /// The time limit of an answer, in seconds.
  package let timeLimit: Double
  /// Whether the worker is given matrices instead of vectors.
  package let isOfMatrices: Bool
  private let patience: Double
  private let slots: [Slot]
  private let losses = Mutex(Losses())
  let history = History()
  let toldErrors = ToldErrors()
  private let first = Mutex<WorkerFailure?>(nil)
  let memory = Mutex(Memory())
  private let words = Mutex<[String]>([])

  /// The time limit for importing a target, in seconds.
  static let patience = 60.0
  /// The advice on a longer import, for messages.
  static let longer = "for a longer import use a --time-limit of more than 60"
  /// The count of lost workers: a crash counts 1; a timeout counts 4, because it costs the time limit.
  private struct Losses {
    /// The losses under laws and in runs.
    var told = 0
    /// The losses in probes, which do not count against the budget of laws.
    var untold = 0

    /// The losses after which no more requests are sent.
    static let budget = 24
    static let untoldBudget = 3

    /// - Parameter isProbe: whether the request belongs to a probe, whose result may stay unknown.
    func isOver(isProbe: Bool) -> Bool {
      isProbe && !StepFailure.isWatched ? untold >= Self.untoldBudget : told >= Self.budget
    }

    mutating func add(_ weight: Int) {
      if StepFailure.isWatched { told += weight } else { untold += weight }
    }
  }

  /// A slot for a worker.
  final class Slot: @unchecked Sendable {
    let lock = NSRecursiveLock()
    let number: Int
    var connection: WorkerConnection?
    /// The number of workers started in this slot; an instance belongs to one of them.
    var generation = 0

    init(_ number: Int) { self.number = number }
  }

  /// Facts about the rule that were found out.
  struct Memory {
    var rates: [String: Result<Double, WorkerFailure>] = [:]
    var takesEmptyTensors = true
    var takesScalars = false
    var isExact = true
    var secondsPerStep: Double?
    var zeroesGradients = false
    var refusal: String?
  }

  /// Starts a worker and reads its handshake.
  /// - Parameter patience: seconds for the import; by default 60, or the time limit if that is longer.
  /// - Throws: ``WorkerFailure``.
  package init(
    _ command: WorkerCommand, timeLimit: Double = 10, patience: Double? = nil, workers: Int = 1,
    isOfMatrices: Bool = false
  ) throws(WorkerFailure) {
    self.command = command
    self.timeLimit = timeLimit
    self.isOfMatrices = isOfMatrices
    let slots = (0..<max(1, workers)).map(Slot.init)
    let connection = try WorkerConnection(command)
    self.patience = patience ?? max(Self.patience, timeLimit)
    handshake = try Self.greet(connection, command, self.patience)
    slots[0].connection = connection
    slots[0].generation = 1
    self.slots = slots
  }

  deinit { end() }

  /// Ends the workers.
  package func end() {
    for slot in slots {
      slot.lock.lock()
      slot.connection?.close()
      slot.connection = nil
      slot.lock.unlock()
    }
  }

  /// Kills all workers of this process immediately.
  package static func endAll() { WorkerProcess.endAll() }

  /// The names of the optimizers of a package, which a separate worker lists.
  /// - Throws: ``WorkerFailure``.
  package static func targets(of command: WorkerCommand) throws(WorkerFailure) -> [String] {
    let connection = try WorkerConnection(command)
    let header = try hello(connection, command, lists: true, patience)
    connection.close()
    return header["targets"]?.array?.compactMap(\.string) ?? []
  }

  private static func greet(
    _ connection: WorkerConnection, _ command: WorkerCommand, _ patience: Double
  ) throws(WorkerFailure) -> Handshake {
    let header = try hello(connection, command, lists: false, patience)
    do throws(FrameFault) { return try Handshake(header) } catch {
      throw .didNotStart(
        program: command.name, reason: "\(connection.refuse(error.reason))")
    }
  }

  /// The header of a worker's answer to HELLO.
  private static func hello(
    _ connection: WorkerConnection, _ command: WorkerCommand, lists: Bool, _ patience: Double
  ) throws(WorkerFailure) -> JSON {
    var members: [(key: String, value: JSON)] = [
      ("protocol", .array([.integer(1)])), ("target", .string(command.target)),
      ("descent", .string(ProgramVersion.current)),
    ]
    if lists { members.append(("list", .boolean(true))) }
    do throws(WorkerFailure) {
      let answer = try connection.ask(
        .hello, header: .keyed(members), limit: patience,
        as: "HELLO, which includes its imports")
      guard let header = answer.header else { throw connection.refuse("its HELLO is empty") }
      return header
    } catch {
      connection.process.kill()
      var reason = "\(error)"
      if case .silent = error { reason += "; " + longer }
      if case .raised(let type, let message, let place) = error {
        // Show a NotFound error as its message only, which is a sentence for the user.
        reason =
          type == "NotFound" ? message : "\(type): \(message)\(place.isEmpty ? "" : " (\(place))")"
      }
      throw .didNotStart(
        program: command.name,
        reason: reason + (command.advice.isEmpty ? "" : "; " + command.advice))
    }
  }
}

/// Failures at places that cannot throw.
extension WorkerHost {
  /// Records why a number could not be computed; the first reason is kept.
  func note(_ failure: WorkerFailure) { first.withLock { $0 = $0 ?? failure } }

  /// The recorded failure, or nil.
  package var failure: WorkerFailure? { first.withLock { $0 } }

  /// The last lines, at most twenty, that the most recently lost worker wrote to standard error.
  package var lastWords: [String] { words.withLock { $0 } }
}

/// Requests.
extension WorkerHost {
  /// An instance of a rule, and the worker that it lives in.
  struct Instance: Hashable {
    let slot: Int
    let generation: Int
    let number: UInt32
  }

  /// Runs a body with exclusive use of a worker.
  /// - Parameters:
  ///   - slot: the slot of the instance that the body uses; any free slot if nil.
  /// - Throws: ``WorkerFailure``. A lost worker is counted, and another one is started for the next
  ///   request.
  ///   - isProbe: whether to give up if probes have lost too many workers.
  func use<Result>(
    slot number: Int? = nil, isProbe: Bool = false,
    _ body: (WorkerConnection, Slot) throws(WorkerFailure) -> Result
  ) throws(WorkerFailure) -> Result {
    let slot = lockedSlot(number)
    defer { slot.lock.unlock() }
    guard !losses.withLock({ $0.isOver(isProbe: isProbe) }) else { throw .givenUp }
    if slot.connection == nil {
      let connection = try WorkerConnection(command)
      _ = try Self.greet(connection, command, patience)
      slot.connection = connection
      slot.generation += 1
    }
    guard let connection = slot.connection else { throw .givenUp }
    do throws(WorkerFailure) {
      return try body(connection, slot)
    } catch {
      if error.isLoss {
        slot.connection = nil
        words.withLock { $0 = connection.process.lastLines }
        let weight = if case .silent = error { 4 } else { 1 }
        losses.withLock { $0.add(weight) }
      }
      throw error
    }
  }

  /// Frees an instance, if its worker is still alive.
  func free(_ instance: Instance) {
    let slot = slots[instance.slot]
    slot.lock.lock()
    if slot.generation == instance.generation { slot.connection?.free(instance.number) }
    slot.lock.unlock()
  }

  private func lockedSlot(_ number: Int?) -> Slot {
    if let number {
      slots[number].lock.lock()
      return slots[number]
    }
    if let free = slots.first(where: { $0.lock.try() }) { return free }
    let slot = slots[Int(UInt64(UInt(bitPattern: Thread.current.hash)) % UInt64(slots.count))]
    slot.lock.lock()
    return slot
  }

  /// Makes an instance in a worker.
  func create(
    _ blueprint: Blueprint, on connection: WorkerConnection, _ slot: Slot
  ) throws(WorkerFailure) -> (instance: Instance, rate: Double) {
    if let refusal { throw .refused(refusal) }
    if !takesEmptyTensors, blueprint.layout.tensors.contains(where: { $0.count == 0 }) {
      throw .refused("it takes no empty tensors")
    }
    guard handshake.precisions.contains(blueprint.precision) else {
      throw .refused("it does not compute in \(blueprint.precision)")
    }
    let answer = try connection.ask(
      .create, header: blueprint.header(isOfMatrices: isOfMatrices, takesScalars: takesScalars),
      limit: timeLimit,
      as: "CREATE with \(blueprint.settingsText)")
    guard answer.instance != 0, let rate = answer.header?["rate"]?.double else {
      throw connection.refuse("its answer to CREATE has no instance or no rate")
    }
    let instance = Instance(
      slot: slot.number, generation: slot.generation, number: answer.instance)
    return (instance, rate)
  }

  /// The rule's own rate at some settings, from an instance for two numbers.
  /// - Throws: ``WorkerFailure`` if no instance can be made.
  package func rate(_ settings: [(key: String, text: String)]) throws(WorkerFailure) -> Double {
    let key = settings.map { "\($0.key)=\($0.text)" }.sorted().joined(separator: ",")
    if let known = memory.withLock({ $0.rates[key] }) { return try known.get() }
    var blueprint = Blueprint(settings: settings, layout: .vector(2), precision: "float64")
    if !handshake.precisions.contains("float64") { blueprint.precision = "float32" }
    let result: Result<Double, WorkerFailure>
    do throws(WorkerFailure) {
      let rate = try use { (connection, slot) throws(WorkerFailure) in
        let created = try create(blueprint, on: connection, slot)
        connection.free(created.instance.number)
        return created.rate
      }
      result = .success(rate)
    } catch {
      // Do not remember a loss, because a new worker may succeed.
      if error.isLoss || error.isFinal { throw error }
      result = .failure(error)
    }
    memory.withLock { $0.rates[key] = result }
    return try result.get()
  }
}
