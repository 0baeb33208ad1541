import Descent
import DescentFiles
import DescentGSL

/// The certificates by GSL of everything that a problem claims.
struct VerifiedProblem: ProblemReport {
  /// The problem as typed.
  let title: String
  var certificates: [Certificate] = []
  var infimum: InfimumCertificate?
  /// The comparison of the gradient with difference quotients, if no stationary point is claimed.
  var derivatives: [DerivativeCheck] = []
  /// The error of GSL, if it failed; then nothing is certified.
  var breakdown: String?

  /// - Throws: the errors of making the problem's objective.
  init(_ problem: any Problem, title: String) throws {
    self.title = title
    do {
      certificates = try verify(problem)
      infimum = try verifyInfimum(problem)
      if certificates.isEmpty { derivatives = try verifyDerivatives(problem) }
    } catch let error as GSLError {
      breakdown = error.description
    }
  }

  /// The number of certificates, including that of the infimum.
  var count: Int { certificates.count + (infimum == nil ? 0 : 1) }

  var failureCount: Int {
    certificates.count { !$0.passes } + (infimum?.passes == false ? 1 : 0)
      + (breakdown == nil ? 0 : 1)
  }

  var hasWrongGradient: Bool { !derivatives.allSatisfy(\.passes) }
  var passes: Bool { failureCount == 0 && !hasWrongGradient }

  /// The verdict: `passes`, `FAILS`, or a dash if nothing is claimed.
  var verdict: String { passes ? (count > 0 ? "passes" : "-") : "FAILS" }

  /// All certificates as text.
  func text(_ console: Console) -> String {
    var parts: [String] = []
    if let breakdown {
      parts.append("FAILS: " + breakdown)
    } else if !certificates.isEmpty || infimum == nil {
      parts.append(CertificateTable(certificates: certificates).text(console))
    }
    if let infimum { parts.append(Self.text(infimum)) }
    if !derivatives.isEmpty { parts.append(derivativeText) }
    return parts.joined(separator: "\n")
  }

  private static func text(_ infimum: InfimumCertificate) -> String {
    "infimum \(numberText(infimum.reference)), not attained: a path comes to "
      + "\(numberText(infimum.lowest)) at a distance of \(numberText(infimum.distance, digits: 2)): "
      + (infimum.objection.map { "FAILS, \($0)" } ?? "passes, nothing lower found")
  }

  /// The first comparison that fails, or else the one with the largest error.
  private var derivativeText: String {
    let worst = derivatives.first { !$0.passes } ?? derivatives.max { $0.error < $1.error }
    guard let worst else { return "" }
    return "gradient against GSL's difference quotients: off by \(formatted("%.1e", worst.error)), "
      + "allowed are \(formatted("%.1e", worst.tolerance)), \(worst.passes ? "passes" : "FAILS")"
  }

  var json: JSON {
    var members: [(key: String, value: JSON)] = [
      ("problem", .string(title)), ("passes", .boolean(passes)),
      ("certificates", .array(certificates.map(\.json))),
    ]
    if let infimum {
      members.append(
        (
          "infimum",
          .keyed([
            ("reference", .extended(infimum.reference)), ("lowest", .extended(infimum.lowest)),
            ("distance", .extended(infimum.distance)), ("passes", .boolean(infimum.passes)),
            ("objection", infimum.objection.map { .string($0) } ?? .null),
          ])
        ))
    }
    if !derivatives.isEmpty {
      let checks = derivatives.map { check in
        JSON.keyed([
          ("error", .finite(check.error)), ("allowed", .finite(check.tolerance)),
          ("passes", .boolean(check.passes)),
        ])
      }
      members.append(("derivatives", .array(checks)))
    }
    if let breakdown { members.append(("failure", .string(breakdown))) }
    return .keyed(members)
  }
}

extension JSON {
  /// A number, or the text `inf` or `-inf` for an infinite one, which says more than null.
  static func extended(_ number: Double) -> JSON {
    number.isInfinite ? .string(numberText(number)) : .finite(number)
  }
}

extension Certificate {
  var json: JSON {
    .keyed([
      ("claim", .string("\(claim)")), ("curvature", .string("\(curvature)")),
      ("verdict", .string("\(verdict)")), ("passes", .boolean(passes)),
      ("point", .array(point.map { .finite($0) })), ("value", .finite(value)),
      ("reference", .finite(reference)), ("gradient_norm", .finite(gradientNorm)),
      ("gradient_noise", .finite(gradientNoise)),
      ("smallest_eigenvalue", .finite(smallestEigenvalue)),
      ("largest_eigenvalue", .finite(largestEigenvalue)),
      ("negative_eigenvalues", .integer(negativeEigenvalues)),
      ("undecided_eigenvalues", .integer(nullDimension)),
      ("newton_decrement", .finite(newtonDecrement)), ("gap", .finite(estimatedGap)),
      ("evaluation_noise", .finite(evaluationNoise)),
      ("displacement", displacement.map { .finite($0) } ?? .null),
      ("derivative_error", .finite(derivativeError)),
      ("derivative_allowed", .finite(derivativeTolerance)),
      ("objections", .array(objections.map { .string($0.description) })),
    ])
  }
}
