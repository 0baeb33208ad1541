import DescentAlgebra

extension [Int] {
  /// Integers from 1 to `last` in approximately geometric progression, for a logarithmic axis of
  /// steps.
  static func geometric(to last: Int, _ count: Int) -> [Int] {
    [Double].geometric(1, Double(last), count).map { Int($0.rounded()) }
      .reduce(into: []) { if $0.last != $1 { $0.append($1) } }
  }
}
