import Descent
import DescentFiles
import DescentLaws
import Foundation
import Synchronization

/// The workers of one target: started when they are needed, anew where one was lost.
///
/// As many as may work at once, each used by one thread at a time.
package final class WorkerHost: Sendable {
  package let command: WorkerCommand
  /// What the first one said of itself.
  package let handshake: Handshake
  /// Seconds for an answer.
  package let timeLimit: Double
  /// Whether the worker is given matrices in the place of vectors.
  package let isOfMatrices: Bool
  private let patience: Double
  private let slots: [Slot]
  private let losses = Mutex(Losses())
  let history = History()
  let toldErrors = ToldErrors()
  private let first = Mutex<WorkerFailure?>(nil)
  private let memory = Mutex(Memory())
  private let words = Mutex<[String]>([])

  /// Seconds to import what a target needs.
  static let patience = 60.0
  /// What makes that longer, for messages.
  static let longer = "for a longer import give --time-limit more than 60"
  /// How much was lost: a crash counts once, silence, which costs the time limit, four times.
  private struct Losses {
    /// Under laws, and in runs.
    var told = 0
    /// Where a probe only wants to find out: it may use up nothing of what laws may.
    var untold = 0

    /// How much may be lost before nothing is asked any more.
    static let budget = 24
    static let untoldBudget = 3

    /// - Parameter isProbe: whether what is asked may as well not be known.
    func isOver(isProbe: Bool) -> Bool {
      isProbe && !StepFailure.isWatched ? untold >= Self.untoldBudget : told >= Self.budget
    }

    mutating func add(_ weight: Int) {
      if StepFailure.isWatched { told += weight } else { untold += weight }
    }
  }

  /// A place for a worker.
  final class Slot: @unchecked Sendable {
    let lock = NSRecursiveLock()
    let number: Int
    var connection: WorkerConnection?
    /// How many workers there have been; an instance belongs to one.
    var generation = 0

    init(_ number: Int) { self.number = number }
  }

  /// What is known of settings.
  private struct Memory {
    var rates: [String: Result<Double, WorkerFailure>] = [:]
    var takesEmptyTensors = true
    var isExact = true
    var secondsPerStep: Double?
    var zeroesGradients = false
    var refusal: String?
  }

  /// Starts a worker and asks who it is.
  /// - Parameter patience: seconds to import what it needs; 60, or the time limit if that is longer.
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

  /// Ends all workers of this process, at once.
  package static func endAll() { WorkerProcess.endAll() }

  /// The optimizers of a package, by name; asked of a worker of its own.
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

  /// What a worker answers to HELLO.
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
        as: "HELLO: it imports and says what it is")
      guard let header = answer.header else { throw connection.refuse("its HELLO is empty") }
      return header
    } catch {
      connection.process.kill()
      var reason = "\(error)"
      if case .silent = error { reason += "; " + longer }
      if case .raised(let type, let message, let place) = error {
        // What an author of an adapter has to say comes as a sentence.
        reason =
          type == "NotFound" ? message : "\(type): \(message)\(place.isEmpty ? "" : " (\(place))")"
      }
      throw .didNotStart(
        program: command.name,
        reason: reason + (command.advice.isEmpty ? "" : "; " + command.advice))
    }
  }
}

/// What went wrong where nothing can be thrown.
extension WorkerHost {
  /// Notes why a number could not be had; the first reason counts.
  func note(_ failure: WorkerFailure) { first.withLock { $0 = $0 ?? failure } }

  /// What was noted.
  package var failure: WorkerFailure? { first.withLock { $0 } }

  /// The last lines, at most twenty, that the worker which was lost last wrote to standard error.
  package var lastWords: [String] { words.withLock { $0 } }
}

/// Requests.
extension WorkerHost {
  /// An instance of a rule: in which worker it lives.
  struct Instance: Hashable {
    let slot: Int
    let generation: Int
    let number: UInt32
  }

  /// Work on a worker that nobody else uses meanwhile.
  /// - Parameters:
  ///   - slot: which one, for what lives there; any that is free if nil.
  /// - Throws: ``WorkerFailure``. A worker that was lost is noted, and another one is started for the next
  ///   request.
  ///   - isProbe: whether nothing is asked where probes have cost too much.
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

  /// An instance is needed no more, if its worker still lives.
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

  /// Makes an instance.
  func create(
    _ blueprint: Blueprint, on connection: WorkerConnection, _ slot: Slot
  ) throws(WorkerFailure) -> (instance: Instance, rate: Double) {
    if let refusal { throw .refused(refusal) }
    if !takesEmptyTensors, blueprint.layout.tensors.contains(where: { $0.count == 0 }) {
      throw .refused("it takes no tensor without entries")
    }
    guard handshake.precisions.contains(blueprint.precision) else {
      throw .refused("it does not compute in \(blueprint.precision)")
    }
    let answer = try connection.ask(
      .create, header: blueprint.header(isOfMatrices: isOfMatrices), limit: timeLimit,
      as: "CREATE with \(blueprint.settingsText)")
    guard answer.instance != 0, let rate = answer.header?["rate"]?.double else {
      throw connection.refuse("its answer to CREATE has no instance or no rate")
    }
    let instance = Instance(
      slot: slot.number, generation: slot.generation, number: answer.instance)
    return (instance, rate)
  }

  /// The rule's own rate at some settings, from an instance for two numbers.
  /// - Throws: ``WorkerFailure`` if there can be none.
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
      // A worker that was lost may be asked again.
      if error.isLoss || error.isFinal { throw error }
      result = .failure(error)
    }
    memory.withLock { $0.rates[key] = result }
    return try result.get()
  }

  /// Whether numbers do not depend on the size of a tensor by rounding.
  package var isExact: Bool {
    get { handshake.capabilities.exact && memory.withLock { $0.isExact } }
    set { memory.withLock { $0.isExact = newValue } }
  }

  /// Seconds that a step of a few numbers takes, where they were measured.
  package var secondsPerStep: Double? {
    get { memory.withLock { $0.secondsPerStep } }
    set { memory.withLock { $0.secondsPerStep = newValue } }
  }

  /// Why the rule takes no tensors of the shapes that it is given, where it takes none.
  package var refusal: String? {
    get { memory.withLock { $0.refusal } }
    set { memory.withLock { $0.refusal = newValue } }
  }

  /// Whether the rule leaves zeros in the place of the gradients that it has used.
  package var zeroesGradients: Bool {
    get { memory.withLock { $0.zeroesGradients } }
    set { memory.withLock { $0.zeroesGradients = newValue } }
  }

  /// Whether cases may have tensors without entries.
  package var takesEmptyTensors: Bool {
    get { memory.withLock { $0.takesEmptyTensors } }
    set { memory.withLock { $0.takesEmptyTensors = newValue } }
  }
}
