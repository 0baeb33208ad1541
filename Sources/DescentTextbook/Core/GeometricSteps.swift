import DescentAlgebra

extension [Int] {
  /// Whole numbers from 1 to the last in about geometric progression: the marks of a logarithmic
  /// axis of steps.
  static func geometric(to last: Int, _ count: Int) -> [Int] {
    [Double].geometric(1, Double(last), count).map { Int($0.rounded()) }
      .reduce(into: []) { if $0.last != $1 { $0.append($1) } }
  }
}
