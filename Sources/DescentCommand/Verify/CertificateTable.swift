import DescentGSL
import Foundation
import Rainbow

/// The certificates of one problem: one row each, and below the table the objections to a claim and the
/// claims that double precision cannot decide.
struct CertificateTable {
  let certificates: [Certificate]

  func text(_ console: Console) -> String {
    guard !certificates.isEmpty else {
      return "no stationary point known for these hyperparameters"
    }
    let headings = [
      "claimed", "value", "gradient", "lambda min", "lambda max", "gap", "noise", "derivative",
      "verdict",
    ]
    let table = tableText(headings, rows: certificates.map(row), rightAligned: Set(1...7))
    let objections = certificates.flatMap { certificate in
      remarks(certificate).map { "  \(certificate.claim): \($0)" }
    }
    let lines = table.split(separator: "\n").map { line in
      console.isTerminal && line.hasSuffix("FAILS") ? String(line).red : String(line)
    }
    return (lines + objections).joined(separator: "\n")
  }

  private func row(_ certificate: Certificate) -> [String] {
    let isKink = certificate.curvature == .kink
    // A kink has no gradient, so these do not exist.
    let derivatives = [
      certificate.gradientNorm, certificate.smallestEigenvalue, certificate.largestEigenvalue,
      certificate.estimatedGap,
    ].map { isKink ? "kink" : formatted("%.1e", $0) }
    let others = [certificate.evaluationNoise, certificate.derivativeError].map {
      formatted("%.1e", $0)
    }
    return ["\(certificate.claim)", numberText(certificate.value)] + derivatives + others
      + [certificate.passes ? "passes" : "FAILS"]
  }

  private func remarks(_ certificate: Certificate) -> [String] {
    guard certificate.passes else {
      let reasons = certificate.objections.map(\.description)
      return reasons.isEmpty ? ["\(certificate.verdict)"] : reasons
    }
    if case .undecided = certificate.verdict { return ["\(certificate.verdict)"] }
    return []
  }
}
