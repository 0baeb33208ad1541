import DescentGSL
import Foundation
import Rainbow

/// The certificates of one problem: a row each, and below the table what speaks against a claim.
struct CertificateTable {
  let certificates: [Certificate]

  var failureCount: Int { certificates.count { !$0.passes } }

  func text(_ console: Console) -> String {
    guard !certificates.isEmpty else {
      return "no stationary point known for these hyperparameters"
    }
    let headings = [
      "claimed", "value", "gradient", "lambda min", "lambda max", "gap", "noise", "derivative",
      "verdict",
    ]
    let rows = certificates.map { certificate in
      let numbers = [
        certificate.gradientNorm, certificate.smallestEigenvalue, certificate.largestEigenvalue,
        certificate.estimatedGap, certificate.evaluationNoise, certificate.derivativeError,
      ]
      return ["\(certificate.claim)", numberText(certificate.value)]
        + numbers.map { formatted("%.1e", $0) } + [certificate.passes ? "passes" : "FAILS"]
    }
    let table = tableText(headings, rows: rows, rightAligned: Set(1...7))
    let objections = certificates.filter { !$0.passes }.flatMap { certificate in
      let reasons = certificate.objections.map(\.description)
      return (reasons.isEmpty ? ["\(certificate.verdict)"] : reasons).map {
        "  \(certificate.claim): \($0)"
      }
    }
    let lines = table.split(separator: "\n").map { line in
      console.isTerminal && line.hasSuffix("FAILS") ? String(line).red : String(line)
    }
    return (lines + objections).joined(separator: "\n")
  }
}
