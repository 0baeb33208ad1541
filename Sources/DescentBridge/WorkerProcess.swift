import CDescentBridge
import Foundation
import Synchronization

/// A worker's process and the three pipes to it.
///
/// The worker leads its own process group, which is killed as a whole. On Linux the system kills the worker
/// when this process ends, in any way.
final class WorkerProcess {
  let id: pid_t
  /// The descriptors for writing requests, and for reading answers and messages.
  let input: Int32
  let output: Int32
  let errors: Int32
  private var status: Int32?
  private var tail = MessageTail()

  /// The process groups of the live workers.
  private static let groups = Mutex<Set<pid_t>>([])

  /// - Throws: ``WorkerFailure/didNotStart(program:reason:)``.
  init(_ command: WorkerCommand) throws(WorkerFailure) {
    var pipes: [[Int32]] = []
    for _ in 0..<3 {
      var ends: [Int32] = [-1, -1]
      guard pipe(&ends) == 0 else {
        let number = errno
        pipes.joined().forEach { close($0) }
        throw .didNotStart(program: command.program, reason: Self.text(number))
      }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      pipes.append(ends)
    }
    let theirs = [pipes[0][0], pipes[1][1], pipes[2][1]]
    (input, output, errors) = (pipes[0][1], pipes[1][0], pipes[2][0])
    for end in [input, output, errors] { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
    let (id, error) = Spawner.shared.start(command, theirs)
    theirs.forEach { close($0) }
    guard error == 0 else {
      [input, output, errors].forEach { close($0) }
      throw .didNotStart(program: command.program, reason: "cannot be run: " + Self.text(error))
    }
    self.id = id
    Self.groups.withLock { _ = $0.insert(id) }
  }

  deinit {
    if status == nil { kill() }
    [input, output, errors].forEach { close($0) }
  }

  private static func text(_ number: Int32) -> String { String(cString: strerror(number)) }

  /// The last lines that the worker wrote to standard error, at most twenty.
  var lastLines: [String] { tail.lines }

  /// The last non-empty line that the worker wrote to standard error.
  var lastLine: String { tail.last }

  /// Reads the worker's standard error, so that it never blocks on a full pipe.
  func readMessages() {
    var bytes = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(errors, &bytes, bytes.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      tail.add(bytes[..<count])
    }
  }

  /// How the process ended, as text. Waits up to a second for its end, then kills it.
  func ending() -> String {
    if !waited(seconds: 1) { kill() }
    readMessages()
    let status = status ?? 0
    let signal = status & 0x7F
    if signal == 0 { return "with exit status \((status >> 8) & 0xFF)" }
    let name = strsignal(signal).map { String(cString: $0).lowercased() } ?? "unknown"
    return "by signal \(signal) (\(name))"
  }

  /// Ends the process: waits a second, sends SIGTERM, waits another second, then sends SIGKILL.
  func end() {
    if waited(seconds: 1) { return }
    Foundation.kill(-id, SIGTERM)
    if waited(seconds: 1) { return }
    kill()
  }

  /// Kills the process, and the processes that it started, immediately.
  func kill() {
    Foundation.kill(-id, SIGKILL)
    guard status == nil else { return }
    var number: Int32 = 0
    while waitpid(id, &number, 0) < 0 && errno == EINTR {}
    status = number
    forget()
  }

  private func waited(seconds: Double) -> Bool {
    if status != nil { return true }
    let deadline = ContinuousClock.now + .seconds(seconds)
    repeat {
      var number: Int32 = 0
      if waitpid(id, &number, WNOHANG) == id {
        status = number
        Foundation.kill(-id, SIGKILL)
        forget()
        return true
      }
      // Read its messages, because it may be blocked on a full pipe.
      readMessages()
      usleep(1000)
    } while ContinuousClock.now < deadline
    return false
  }

  private func forget() { Self.groups.withLock { _ = $0.remove(id) } }

  /// Kills all live workers, before this process ends.
  static func endAll() {
    for group in groups.withLock({ $0 }) { Foundation.kill(-group, SIGKILL) }
  }
}

/// Starts workers from one thread that never ends, because a system that kills a child with its parent
/// takes the thread as the parent.
private final class Spawner: @unchecked Sendable {
  static let shared = Spawner()

  private struct Order {
    let command: WorkerCommand
    let descriptors: [Int32]
    let done: DispatchSemaphore
    let result: Result
  }

  private final class Result: @unchecked Sendable {
    var id: pid_t = 0
    var error: Int32 = 0
  }

  private let orders = Mutex<[Order]>([])
  private let arrived = DispatchSemaphore(value: 0)

  private init() {
    Thread.detachNewThread { [unowned self] in
      while true {
        arrived.wait()
        guard let order = orders.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) else { continue }
        Self.carryOut(order)
        order.done.signal()
      }
    }
  }

  func start(_ command: WorkerCommand, _ descriptors: [Int32]) -> (id: pid_t, error: Int32) {
    let order = Order(
      command: command, descriptors: descriptors, done: DispatchSemaphore(value: 0),
      result: Result())
    orders.withLock { $0.append(order) }
    arrived.signal()
    order.done.wait()
    return (order.result.id, order.result.error)
  }

  private static func carryOut(_ order: Order) {
    let command = order.command
    var words = ([command.program] + command.arguments).map { strdup($0) } + [nil]
    var variables = command.environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { (words + variables).forEach { free($0) } }
    order.result.error = descent_start_worker(
      command.program, &words, &variables, order.descriptors, &order.result.id)
  }
}
