import Descent

extension Fingerprint {
  /// One row of the table of a fingerprint.
  package struct Cell: Sendable, Hashable {
    package let label: String
    package let text: String
  }

  /// The whole fingerprint as rows.
  package var cells: [Cell] {
    func cell(_ label: String, _ text: String) -> Cell { Cell(label: label, text: text) }
    func yes(_ flag: Bool) -> String { flag ? "yes" : "no" }
    var cells = [
      cell("locality", locality.rawValue),
      cell("odd", odd.rawValue),
      cell("x_free", yes(isTranslationInvariant)),
      cell("diag_scale", yes(isDiagonalScaleFree)),
      cell("per_step_scale", yes(isStepScaleFree)),
      cell("degree", degree.text),
      cell("rotation", rotation.rawValue),
      cell("delay", yes(isTimeInvariant)),
      cell("order_free", yes(isOrderFree)),
      cell("memory", memory.text),
      cell("bounded", bound.text),
      cell("lr", rate.rawValue),
      cell("decay", decays.isEmpty ? "-" : decays.map(\.kind.rawValue).joined(separator: ", ")),
      cell("constant_g", transient.text),
      cell("units", units.text(rate: rateKey)),
    ]
    if drawsRandom { cells.append(cell("draws", "random numbers")) }
    if isOracle { cells.append(cell("probed on", "linear objectives only")) }
    return cells
  }

  /// The text of a row.
  package subscript(label: String) -> String? { cells.first { $0.label == label }?.text }
}

/// Formats a number with two decimals, enough to distinguish rules and few enough to hide rounding.
private func short(_ x: Double) -> String { ((x * 100).rounded() / 100).hyperparameterText }

extension Fingerprint.Degree {
  package var text: String {
    guard let power else { return "none" }
    return short(power)
      + (zeroed.isEmpty ? "" : " at " + zeroed.map { $0 + "=0" }.joined(separator: ", "))
  }
}

extension Fingerprint.Memory {
  package var text: String { kind.rawValue + (ratio.map { ", ratio " + short($0) } ?? "") }
}

extension Fingerprint.Bound {
  package var text: String {
    switch self {
    case .unbounded: "no"
    case .largest(let number): short(number)
    case .byConstant: "yes"
    case .unmeasured: "-"
    }
  }
}

extension Fingerprint.Transient {
  package var text: String {
    switch self {
    case .flat: "flat"
    case .factor(let factor): "transient " + short(factor)
    case .unmeasured: "-"
    }
  }
}

extension Fingerprint.Units {
  /// The units, with the unit of the learning rate first.
  func text(rate rateKey: String) -> String {
    switch self {
    case .inconsistent: return "not unit-consistent"
    case .consistent(let units, let unidentified, _):
      let keys = units.keys.filter { $0 == rateKey } + units.keys.filter { $0 != rateKey }.sorted()
      let known = keys.map { "\($0):[\(units[$0] ?? .one)]" }
      return (known + unidentified.map { $0 + ":?" }).joined(separator: " ")
    }
  }
}
