import Foundation
import Testing

/// The table of the 112 problems: computed in 300 bits, see Reference/make_problem_table.py.
struct ProblemTable: Decodable {
  struct Entry: Decodable, Sendable, CustomTestStringConvertible {
    let id: String
    let name: String
    let dim: Int
    /// nil for the origin of the largest problems.
    let x0: [Double]?
    let f0: Double
    /// nil if it is too long for the table.
    let g0: [Double]?
    /// The eigenvalues of the Hessian at x0, in ascending order; nil if the table has none.
    let hess0Eigs: [Double]?
    let stationaryPoints: [Point]
    var testDescription: String { id }
    var start: [Double] {
      // A single number is repeated for every coordinate.
      x0.map { $0.count == dim ? $0 : [Double](repeating: $0[0], count: dim) }
        ?? [Double](repeating: 0, count: dim)
    }
  }

  struct Point: Decodable, Sendable {
    let type: String
    let x: [Double]?
    let f: Double
    let hessEigs: [Double]?
    /// The numbers of positive, negative and zero eigenvalues.
    let inertia: [Int]?
    let doubleFloor: Floor?
  }

  /// The errors of a perfect evaluation in double precision at the nearest double of a point.
  struct Floor: Decodable, Sendable {
    let fMinusFstarAtRoundedX: Double?
    let gradNormAtRoundedX: Double?
    let naiveDoubleEvalError: Double?
  }

  let problems: [Entry]

  static let entries: [Entry] = {
    guard let table = try? ReferenceFile.decode(ProblemTable.self, "problem_table") else {
      preconditionFailure("no table of problems in the test bundle")
    }
    return table.problems
  }()
}

/// The reference files beside the tests.
enum ReferenceFile {
  static func decode<Value: Decodable>(_ type: Value.Type, _ name: String) throws -> Value {
    let url = try #require(
      Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Reference"))
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(type, from: Data(contentsOf: url))
  }
}
