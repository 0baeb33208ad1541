import Descent

extension RuleSubject {
  /// The number of rows of settings that cover every pair of options.
  var coveringRows: Int { CoveringArray(columns: domains.count).rows }

  /// A row of settings in which each option is either at its default or not. Over all rows, any two options
  /// take all four combinations. The rate is drawn.
  /// - Parameter row: the index of the row; row 0 has the defaults.
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
  /// The purposes of the turns, which make them independent.
  private enum Purpose: UInt64 {
    case precision = 1
    case length, settings
  }

  /// Double precision in seven of ten cases, single precision in three.
  mutating func precision() -> Precision {
    turn(below: 10, purpose: Purpose.precision.rawValue) < 7 ? .float64 : .float32
  }

  /// The length of a long case: one case in ten has each of the lengths, and the others have none.
  mutating func length(of lengths: [Int]) -> Int? {
    guard !lengths.isEmpty else { return nil }
    let turn = turn(below: 10, purpose: Purpose.length.rawValue)
    return turn < lengths.count ? lengths[turn] : nil
  }

  /// The row of settings for a case; an index beyond the last row means that every option is drawn
  /// independently.
  mutating func settingsRow() -> Int { turn(below: 10, purpose: Purpose.settings.rawValue) }
}
