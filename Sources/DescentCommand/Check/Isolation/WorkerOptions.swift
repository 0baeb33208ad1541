import ArgumentParser
import Descent
import DescentLaws
import DescentPlugins
import Foundation

/// The options of every worker: the subject, the laws, and the process that it works for.
struct WorkerOptions: ParsableArguments {
  @Argument var specification: String
  @Option var law: [String] = []
  @Option var tier: Tier = .fast
  @Option var cases: Int
  @Option var seed: UInt64
  @Option var parent: Int32
  @Option var like: String?
  @Option(parsing: .singleValue) var except: [String] = []

  /// The memory limit, in bytes, of a process that tries a plugin; laws need far less.
  static var memoryLimit: Double { max(0x1p30, min(0x1p33, MachineMemory.size / 2)) }

  /// Makes this process a worker that ends with its parent.
  func begin() -> WorkerChannel {
    endWithParent()
    GuardedProcess.limitMemory(to: Self.memoryLimit)
    return WorkerChannel()
  }

  /// The subject with its settings, and its laws.
  func subject(
    discovers: Bool = true
  ) throws -> (entry: CatalogEntry, specification: Specification, battery: Battery) {
    let specification = try Specification(specification)
    guard let entry = CatalogEntry.named(specification.name) else {
      throw CatalogEntry.unknown(specification.name)
    }
    let battery = try entry.battery(
      holding: specification.settings, discovers: discovers,
      like: try like.map(TypedClaim.init(named:))
    ).excepting(try except.map(Exemption.init(typed:)))
    return (entry, specification, battery)
  }

  /// Ends this process when its parent has ended, because a rule that loops would run forever.
  private func endWithParent() {
    Thread.detachNewThread { [parent] in
      while getppid() == parent { Thread.sleep(forTimeInterval: 0.25) }
      _exit(2)
    }
  }
}

/// The channel to which a worker writes its events. A plugin's output must not mix with them, and a process
/// that the plugin starts must not keep the channel open.
struct WorkerChannel: Sendable {
  private let descriptor: Int32

  init() {
    descriptor = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
    dup2(STDERR_FILENO, STDOUT_FILENO)
  }

  func say(_ event: WorkerEvent) {
    guard let line = try? WorkerEvent.encoder.encode(event) else { return }
    FileHandle(fileDescriptor: descriptor, closeOnDealloc: false).write(line + Data("\n".utf8))
  }
}
