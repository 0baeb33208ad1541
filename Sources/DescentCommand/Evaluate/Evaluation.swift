import Descent
import DescentFiles

/// A problem's value and derivatives at a point.
struct Evaluation {
  let value: Double
  let gradient: [Double]?
  /// The rows of the matrix.
  let hessian: [[Double]]?

  /// - Parameter derivatives: the highest one, 0 to 2.
  /// - Throws: ``Failure`` for a Hessian that the problem does not have, or what the problem throws.
  init(_ problem: any Problem, at x: [Double], derivatives: Int) throws {
    let n = problem.dimension
    let objective = try Double.makeObjective(problem)
    guard derivatives > 0 else {
      (value, gradient, hessian) = (objective.value(x), nil, nil)
      return
    }
    var (found, slopes) = (0.0, [Double](repeating: 0, count: n))
    slopes.withUnsafeMutableBufferPointer { g in
      if let base = g.baseAddress { found = objective.valueAndGradient(x, base) }
    }
    (value, gradient) = (found, slopes)
    guard derivatives > 1 else {
      hessian = nil
      return
    }
    try MachineMemory.check(
      problem.specification.name, bytes: 2 * 8 * Double(n) * Double(n))
    guard let matrix = problem.hessian(at: x) else {
      throw Failure.usage("\(problem.specification.name) has no Hessian: --derivatives 0 or 1")
    }
    hessian = (0..<n).map { Array(matrix[($0 * n)..<($0 * n + n)]) }
  }

  /// The names of the numbers that satisfy a predicate: `the value`, `gradient[2]`, `Hessian[1, 2]`, with
  /// indices from 1.
  func places(where holds: (Double) -> Bool) -> [String] {
    (holds(value) ? ["the value"] : [])
      + (gradient ?? []).enumerated().filter { holds($1) }.map { "gradient[\($0.offset + 1)]" }
      + (hessian ?? []).enumerated().flatMap { row, entries in
        entries.enumerated().filter { holds($1) }.map { "Hessian[\(row + 1), \($0.offset + 1)]" }
      }
  }

  /// The names in one line, at most the first six.
  static func list(_ places: [String]) -> String {
    places.prefix(6).joined(separator: ", ")
      + (places.count > 6 ? " and \(places.count - 6) more" : "")
  }

  /// The requested values only; numbers that are not finite are null.
  var json: JSON {
    func array(_ numbers: [Double]) -> JSON { .array(numbers.map { .finite($0) }) }
    var members: [(key: String, value: JSON)] = [("value", .finite(value))]
    if let gradient { members.append(("gradient", array(gradient))) }
    if let hessian { members.append(("hessian", .array(hessian.map(array)))) }
    return .keyed(members)
  }

  /// The values as text; each number is the shortest text that parses to the same number.
  var text: String {
    func row(_ numbers: [Double]) -> String {
      numbers.map(\.hyperparameterText).joined(separator: ", ")
    }
    var lines = ["value     \(value.hyperparameterText)"]
    if let gradient { lines.append("gradient  \(row(gradient))") }
    for (i, entries) in (hessian ?? []).enumerated() {
      lines.append((i == 0 ? "Hessian   " : "          ") + row(entries))
    }
    return lines.joined(separator: "\n")
  }
}
