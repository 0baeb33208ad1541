import Descent
import DescentFiles

/// The parts of an optimizer's state that became infinite or NaN, each with the step at which that was
/// first seen.
struct StateFaults {
  private(set) var found: [(fault: StateFault, step: Int)] = []

  /// Updates the faults after a step.
  mutating func look<T>(at run: Run<T>) {
    let known = found
    found = run.stateFaults.map { fault in
      let earlier = known.first { $0.fault.slot == fault.slot && $0.fault.tensor == fault.tensor }
      return (fault, earlier?.step ?? run.progress.step)
    }
  }
}

extension StateFault {
  /// The fault as a sentence.
  /// - Parameter step: the step at which the fault was first seen.
  func words(step: Int) -> String {
    let owner = tensor.map { " of \($0)" } ?? ""
    let part = size == 1 ? "" : " in \(count) of \(size) entries (the first is \(first))"
    return "\(slot)\(owner) is not finite\(part), seen at step \(step)"
  }

  /// The object of `--json`.
  func json(step: Int) -> JSON {
    .keyed([
      ("slot", .string(slot)), ("tensor", tensor.map { .string($0) } ?? .null),
      ("entries", .integer(count)), ("first", .integer(first)), ("step", .integer(step)),
    ])
  }
}
