import CDescentMath

/// Whether what is asked for fits into the machine, found out before anything of it is allocated.
package enum MachineMemory {
  /// Bytes; infinite where the system does not say.
  package static let size: Double = {
    let bytes = descent_machine_memory()
    return bytes > 0 ? bytes : .infinity
  }()

  /// Refuses what no memory of this machine can hold.
  /// - Parameters:
  ///   - owner: what asks for it, such as a problem.
  ///   - bytes: how much, as a floating-point number: a product of sizes then cannot overflow.
  /// - Throws: ``ConfigurationError``
  package static func check(_ owner: String, bytes: Double) throws(ConfigurationError) {
    guard bytes > size else { return }
    throw .inconsistent(
      owner: owner, reason: "needs \(text(bytes)), this machine has \(text(size))")
  }

  /// Bytes for people: `16 TB`.
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
  /// Refuses a problem of which not even the parameters and a gradient fit into the machine.
  /// - Throws: ``ConfigurationError``
  package func checkSize() throws(ConfigurationError) {
    try MachineMemory.check(
      specification.name, bytes: 2 * 8 * Double(layout.count))
  }
}
