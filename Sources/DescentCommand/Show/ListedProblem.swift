import Descent
import DescentFiles
import DescentGSL

/// An instance of a problem in a list.
struct ListedProblem: Sendable {
  let specification: String
  let record: ProblemRecord
  let dimension: Int
  let reference: StationaryPoint?
  let infimum: Infimum?
  /// λmax/λmin of the Hessian at the reference; infinite if the Hessian is singular, nil if it is not
  /// known.
  let condition: Double?
  /// The certificates by GSL; nil if they were not requested.
  let verified: VerifiedProblem?
  /// The largest number of parameters for which a list computes the Hessian, which takes too long above.
  private static let conditionDimension = 100

  /// - Throws: the errors of certifying the problem.
  init(_ problem: any Problem, _ specification: String, certify: Bool) throws {
    self.specification = specification
    record = type(of: problem).record
    dimension = problem.dimension
    reference = problem.reference
    infimum = problem.infimum
    var condition: Double?
    if let reference, let point = reference.point, reference.curvature != .kink,
      dimension <= Self.conditionDimension
    {
      condition = try? conditionNumber(problem, at: point)
      if condition != nil, reference.isSingular { condition = .infinity }
    }
    self.condition = condition
    verified = certify ? try VerifiedProblem(problem, title: specification) : nil
  }

  /// The cells of a row after the first.
  func cells(certified: Bool) -> [String] {
    let conditionText: String
    if reference?.curvature == .kink {
      conditionText = "kink"
    } else {
      conditionText = condition.map { $0.isInfinite ? "singular" : formatted("%.1e", $0) } ?? "-"
    }
    let minimum =
      reference.map { numberText($0.value) }
      ?? infimum.map { "> \(numberText($0.value))" } ?? "-"
    return [String(dimension), record.letters, conditionText, minimum]
      + (certified ? [verified?.verdict ?? "-"] : [])
  }

  var json: JSON {
    var members: [(key: String, value: JSON)] = [
      ("specification", .string(specification)), ("dimension", .integer(dimension)),
      ("condition", condition.map { .extended($0) } ?? .null),
      (
        "minimum",
        reference.map {
          .keyed([
            ("kind", .string("\($0.kind)")), ("curvature", .string("\($0.curvature)")),
            ("value", .finite($0.value)),
          ])
        } ?? .null
      ),
    ]
    if let infimum { members.append(("infimum", .extended(infimum.value))) }
    if let verified {
      members.append(("certificates", .integer(verified.count)))
      members.append(("certified", verified.count > 0 ? .boolean(verified.passes) : .null))
    }
    return .keyed(members)
  }
}
