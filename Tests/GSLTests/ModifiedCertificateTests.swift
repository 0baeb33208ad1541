import Descent
import DescentCatalog
import DescentGSL
import Testing

/// The claims of a modified problem are certified like any others.
@Suite("The certificate of a modified problem") struct ModifiedCertificateTests {
  static let texts = [
    "shifted:by=1;2,of=(rosenbrock)", "shifted:seed=4,of=(himmelblau)",
    "rotated:seed=3,of=(beale)", "rotated:of=(monkey)", "rotated:of=(quadratic:n=10)",
    "permuted:seed=2,of=(powell-singular)", "rotated:seed=1,of=(powell-singular)",
    "scaled:condition=100,of=(rotated:of=(shifted:by=1;2,of=(rosenbrock)))",
    "scaled:exponent=-7,of=(saddle)", "noisy:dof=2,of=(beale)", "dropped:of=(rosenbrock)",
    "delayed:of=(rosenbrock)", "drifting:of=(himmelblau)", "jittered:of=(beale)",
  ]

  @Test("claims are certified", arguments: texts) func certified(text: String) throws {
    let problem = try Catalog.registry.problem(Specification(text))
    let certificates = try verify(problem)
    #expect(!certificates.isEmpty)
    for certificate in certificates {
      #expect(certificate.objections.isEmpty, "\(text): \(certificate)")
    }
  }

  /// A modified problem that claims the minimum of the unmodified one.
  private struct StaysBehind: TransformedProblem {
    let base: any Problem
    let shift: ShiftedProblem
    var change: ShiftedProblem.Shift { shift.change }
    var specification: Specification { shift.specification }
    var neutral: (any Problem)? { nil }
    var stationaryPoints: [StationaryPoint] { base.stationaryPoints }
  }

  @Test("a minimum that does not move with the problem is refused") func refused() throws {
    let base = try Catalog.registry.problem(Specification("rosenbrock"))
    let wrong = StaysBehind(base: base, shift: try ShiftedProblem(base, by: [0.01, 0]))
    #expect(try verify(wrong).allSatisfy { !$0.objections.isEmpty })
  }
}
