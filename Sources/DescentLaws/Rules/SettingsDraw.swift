import Descent

extension RuleSubject {
  /// How many rows of settings make every pair of options meet.
  var coveringRows: Int { CoveringArray(columns: domains.count).rows }

  /// A row of settings in which each option is at its default or is not: in all rows together any two
  /// of them are so in every way. The rate is drawn.
  /// - Parameter row: the first is the defaults.
  func coveringSettings(row: Int, _ draw: inout Draw) -> Specification {
    let array = CoveringArray(columns: domains.count)
    var settings = Specification(name: name)
    for (column, domain) in domains.enumerated() {
      let text =
        domain.kind == .learningRate
        ? domain.value(&draw)
        : array.isOn(row: row, column: column) ? domain.otherValue(&draw) : domain.standard
      settings.settings.append((key: domain.key, text: text))
    }
    return settings
  }
}

extension HyperparameterDomain {
  /// A value of the grid that is not the default, if there is one.
  fileprivate func otherValue(_ draw: inout Draw) -> String {
    let others = grid.filter { $0 != standard }
    return others.isEmpty ? standard : draw.element(of: others)
  }
}

extension Draw {
  /// Purposes of turns.
  private enum Purpose: UInt64 {
    case precision = 1
    case length, settings
  }

  /// Seven cases in ten in double precision, three in single.
  mutating func precision() -> Precision {
    turn(below: 10, purpose: Purpose.precision.rawValue) < 7 ? .float64 : .float32
  }

  /// The length of a long case: one case in ten has each of the lengths, and the others have none.
  mutating func length(of lengths: [Int]) -> Int? {
    guard !lengths.isEmpty else { return nil }
    let turn = turn(below: 10, purpose: Purpose.length.rawValue)
    return turn < lengths.count ? lengths[turn] : nil
  }

  /// The row of settings that a case has; one that there is not where every option is drawn by itself.
  mutating func settingsRow() -> Int { turn(below: 10, purpose: Purpose.settings.rawValue) }
}
