import Descent

/// Cases whose numbers are one unit in the last place away. Zeros and non-finite numbers stay the same, and
/// equal numbers stay equal.
enum Neighbours {
  /// The directions of the moves: all away from 0, all towards 0, or each according to its own digits.
  enum Way: CaseIterable { case away, towards, mixed }

  static func moved(_ numbers: [Double], _ way: Way, _ precision: Precision) -> [Double] {
    numbers.map { number in
      guard number.isFinite, number != 0 else { return number }
      let isAway =
        switch way {
        case .away: true
        case .towards: false
        case .mixed: (number.bitPattern &* 0x9E37_79B9_7F4A_7C15) >> 63 == 0
        }
      let size = abs(number)
      let next: Double =
        switch precision {
        case .float64: isAway ? size.nextUp : size.nextDown
        case .float32: Double(isAway ? Float(size).nextUp : Float(size).nextDown)
        }
      // The largest and the smallest number have only one neighbour.
      return next.isFinite && next != 0 ? (number < 0 ? -next : next) : number
    }
  }
}

extension RuleCase {
  package var neighbours: [RuleCase] {
    Neighbours.Way.allCases.map { way in
      var copy = self
      copy.start = Neighbours.moved(start, way, precision)
      copy.gradients = gradients.map { Neighbours.moved($0, way, precision) }
      return copy
    }.filter { $0 != self }
  }
}

extension ModifierCase {
  package var neighbours: [ModifierCase] { drawn.neighbours.map(ModifierCase.init) }
}

extension ProblemCase {
  package var neighbours: [ProblemCase] {
    Neighbours.Way.allCases.map { way in
      var copy = self
      copy.coordinates = Neighbours.moved(coordinates, way, .float64)
      return copy
    }.filter { $0 != self }
  }
}
