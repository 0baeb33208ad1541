import CDescentMath

/// Checks that a request fits into the machine's memory, before anything is allocated.
package enum MachineMemory {
  /// The size of the physical memory in bytes; infinite if the system does not report it.
  package static let size: Double = {
    let bytes = descent_machine_memory()
    return bytes > 0 ? bytes : .infinity
  }()

  /// Rejects a request that is larger than the machine's memory.
  /// - Parameters:
  ///   - owner: the name of the requester, such as a problem.
  ///   - bytes: the number of bytes, as a floating-point number so that a product of sizes
  ///     cannot overflow.
  /// - Throws: ``ConfigurationError``
  package static func check(_ owner: String, bytes: Double) throws(ConfigurationError) {
    guard bytes > size else { return }
    throw .inconsistent(
      owner: owner, reason: "needs \(text(bytes)), this machine has \(text(size))")
  }

  /// A human-readable number of bytes: `16 TB`.
  static func text(_ bytes: Double) -> String {
    let units = ["bytes", "kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"]
    var (value, place) = (bytes, 0)
    while value >= 999.5, place < units.count - 1 {
      value /= 1000
      place += 1
    }
    let rounded = value < 10 ? (10 * value).rounded() / 10 : value.rounded()
    let digits = rounded == rounded.rounded() && rounded < 1e15 ? "\(Int(rounded))" : "\(rounded)"
    return "\(digits) \(units[place])"
  }
}

extension Problem {
  /// Rejects a problem whose parameters and one gradient do not fit into the machine's memory.
  /// - Throws: ``ConfigurationError``
  package func checkSize() throws(ConfigurationError) {
    try MachineMemory.check(
      specification.name, bytes: 2 * 8 * Double(layout.count))
  }
}
