import Descent
import DescentCatalog
import Testing

/// Every problem of the table at points drawn at random, held to a program that shares no code with the
/// library: see Reference/make_problem_points.py.
@Suite("The library of problems agrees with an independent program") struct ProblemPointTests {
  struct Points: Decodable {
    struct Entry: Decodable, Sendable, CustomTestStringConvertible {
      let id: String
      let kind: String
      let x: [Double]
      let f: Double
      let g: [Double]
      /// Rows of the Hessian: all, or those of ``rows``.
      let h: [[Double]]
      let rows: [Int]?
      /// The errors of one plain evaluation in double precision, in f, g and h.
      let e: [Double]
      var testDescription: String { "\(id), \(kind)" }
    }
    let points: [Entry]
  }

  static let entries: [Points.Entry] = {
    guard let all = try? ReferenceFile.decode(Points.self, "problem_points") else {
      preconditionFailure("no points of problems in the test bundle")
    }
    return all.points
  }()

  /// By problem, because making one of 650 coordinates costs more than evaluating it.
  static let problems = Dictionary(grouping: entries, by: \.id).sorted { $0.key < $1.key }
    .map(\.value)

  @Test("value, gradient and Hessian", arguments: problems)
  func derivatives(entries: [Points.Entry]) throws {
    let first = try #require(entries.first)
    let table = try #require(ProblemTable.entries.first { $0.id == first.id })
    let problem = try ProblemTableTests.problem(table)
    for entry in entries {
      func largest(_ numbers: [Double]) -> Double { numbers.map(abs).max() ?? 0 }
      // Relative to the largest entry, and four times what rounding does to one evaluation; where terms
      // cancel near a minimum, what a unit in the last place of the point does.
      func allowed(_ numbers: [Double], _ place: Int, slope: [Double] = []) -> Double {
        1e-11 * largest(numbers) + 4 * entry.e[place]
          + Double.ulpOfOne * largest(slope) * largest(entry.x)
      }
      #expect(
        abs(try problem.value(at: entry.x) - entry.f) <= allowed([entry.f], 0, slope: entry.g),
        "\(entry)")
      let gradient = try problem.gradient(at: entry.x)
      #expect(
        zip(gradient, entry.g).allSatisfy {
          abs($0 - $1) <= allowed(entry.g, 1, slope: entry.h.flatMap(\.self))
        }, "\(entry)")
      guard let hessian = problem.hessian(at: entry.x) else {
        Issue.record("\(entry.id) has no Hessian")
        continue
      }
      let n = entry.x.count
      let limit = allowed(entry.h.flatMap(\.self), 2)
      for (row, expected) in zip(entry.rows ?? Array(0..<n), entry.h) {
        let found = hessian[(row * n)..<(row * n + n)]
        #expect(zip(found, expected).allSatisfy { abs($0 - $1) <= limit }, "\(entry), row \(row)")
      }
    }
  }
}
