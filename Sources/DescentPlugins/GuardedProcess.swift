import Foundation
import Synchronization

/// A child process that may misbehave: it has its own process group, which is killed as a whole,
/// and only the descriptors passed to it.
package final class GuardedProcess: Sendable {
  /// The way in which a process ended.
  package enum Ending: Sendable, Hashable {
    case exited(status: Int32)
    case killed(signal: Int32)
  }

  package let id: pid_t
  /// This process's ends of the pipes, in the order of `piped`.
  package let descriptors: [Int32]

  /// The groups of the processes that are still running.
  private static let groups = Mutex<Set<pid_t>>([])

  /// - Parameters:
  ///   - piped: the child's descriptors that are pipes to this process; it inherits this
  ///     process's other output.
  /// - Throws: an `NSError` with the system's error number.
  package init(
    _ program: String, _ arguments: [String], environment: [String: String], piped: [Int32]
  ) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    var (ours, theirs): ([Int32], [Int32]) = ([], [])
    defer { theirs.forEach { close($0) } }
    for descriptor in piped {
      var ends: [Int32] = [0, 0]
      guard pipe(&ends) == 0 else { throw Self.failure(errno) }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
      ours.append(ends[0])
      theirs.append(ends[1])
      posix_spawn_file_actions_adddup2(&actions, ends[1], descriptor)
    }
    #if os(Linux)
      let last = max(STDERR_FILENO, piped.max() ?? 0)
      _ = closeFrom(&actions, last + 1)
    #endif
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for signal in [SIGINT, SIGTERM, SIGHUP, SIGPIPE] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    let settings = Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK)
    #if os(Linux)
      // POSIX_SPAWN_SETSID, which is hidden behind a feature macro: creates a session, and so a
      // group.
      posix_spawnattr_setflags(&attributes, settings | 0x80)
    #else
      posix_spawnattr_setpgroup(&attributes, 0)
      posix_spawnattr_setflags(&attributes, settings | Int16(POSIX_SPAWN_SETPGROUP))
    #endif
    var words = ([program] + arguments).map { strdup($0) } + [nil]
    var variables = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { (words + variables).forEach { free($0) } }
    var id: pid_t = 0
    let error = posix_spawn(&id, program, &actions, &attributes, &words, &variables)
    guard error == 0 else {
      ours.forEach { close($0) }
      throw Self.failure(error)
    }
    self.id = id
    descriptors = ours
    Self.groups.withLock { _ = $0.insert(id) }
  }

  deinit { descriptors.forEach { close($0) } }

  private static func failure(_ number: Int32) -> NSError {
    NSError(domain: NSPOSIXErrorDomain, code: Int(number))
  }

  /// Kills the process and everything that it has started.
  package func end() { Self.end(id) }

  /// Kills a group, and on Linux its whole session, because a descendant may have its own
  /// group.
  private static func end(_ id: pid_t) {
    kill(-id, SIGKILL)
    #if os(Linux)
      let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
      for process in names.compactMap({ pid_t($0) }) where getsid(process) == id {
        kill(process, SIGKILL)
      }
    #endif
  }

  /// Sends a signal to this process only.
  package func send(_ signal: Int32) { kill(id, signal) }

  /// The way in which it ended, or nil while it is running. Kills everything that it has
  /// started when it has ended.
  package func ending() -> Ending? {
    var status: Int32 = 0
    guard waitpid(id, &status, WNOHANG) == id else { return nil }
    return taken(status)
  }

  /// Waits until it has ended. Kills everything that it has started.
  package func wait() -> Ending {
    var status: Int32 = 0
    while waitpid(id, &status, 0) < 0 && errno == EINTR {}
    return taken(status)
  }

  private func taken(_ status: Int32) -> Ending {
    end()
    Self.groups.withLock { _ = $0.remove(id) }
    let signal = status & 0x7F
    return signal == 0 ? .exited(status: (status >> 8) & 0xFF) : .killed(signal: signal)
  }

  /// Kills all running processes, before this process exits.
  package static func endAll() {
    for group in groups.withLock({ $0 }) { end(group) }
    if PluginLibrary.hasLoaded.load(ordering: .relaxed) { endChildren() }
  }

  /// Kills the child processes that plugins have started from this process.
  private static func endChildren() {
    #if os(Linux)
      let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
      for process in names.compactMap({ pid_t($0) }) {
        // "pid (name) state parent …", where the name may contain any character.
        guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
          let rest = text.split(separator: ")").last?.split(separator: " "), rest.count > 1,
          pid_t(rest[1]) == getpid()
        else { continue }
        kill(process, SIGKILL)
      }
    #endif
  }

  /// Limits the memory of this process, which must be a guarded one, to `bytes`.
  package static func limitMemory(to bytes: Double) {
    guard bytes.isFinite, bytes < 0x1p62 else { return }
    var limit = rlimit(rlim_cur: rlim_t(bytes), rlim_max: rlim_t(bytes))
    #if os(Linux)
      // RLIMIT_DATA: private writable memory, which includes everything that a program
      // allocates.
      setrlimit(__rlimit_resource_t(2), &limit)
    #else
      setrlimit(RLIMIT_DATA, &limit)
    #endif
  }
}

extension GuardedProcess {
  /// The meaning of a signal that killed a process.
  package static func name(of signal: Int32) -> String {
    // Optimized Swift traps without a message if a check fails.
    if signal == SIGILL || signal == SIGTRAP {
      return "a trap, as for an index out of range, an overflow or a failed precondition"
    }
    return strsignal(signal).map { String(cString: $0).lowercased() } ?? "unknown"
  }
}

#if os(Linux)
  // Hidden behind a feature macro that Swift's C library module does not set.
  @_silgen_name("posix_spawn_file_actions_addclosefrom_np")
  private func closeFrom(
    _ actions: UnsafeMutablePointer<posix_spawn_file_actions_t>, _ first: Int32
  ) -> Int32
#endif
