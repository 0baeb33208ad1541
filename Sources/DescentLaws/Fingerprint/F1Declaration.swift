import Descent

extension RuleLaws {
  /// F1: no declared trait is refuted by the fingerprint at the same settings.
  ///
  /// Every probe first compares exactly and then within 1e-9 of the largest number in the comparison, far
  /// above the rounding of its six steps and far below any effect that it looks for.
  static let declaration = RuleLaw(
    LawCard(
      "F1", "declaration", "nothing that the author declares is refuted by the fingerprint",
      needs: "any trait",
      catches: "wrong declarations, and rules that are not what their author thinks",
      knownBugs: [
        "FluxML/Flux.jl #448: epsilon inside the root",
        "tensorflow/addons #2282: decoupled decay not multiplied by the rate",
      ],
      branches: [
        "FluxML/Flux.jl #448: epsilon inside the root": "units",
        "tensorflow/addons #2282: decoupled decay not multiplied by the rate": "decay",
      ]),
    options: RuleCaseOptions {
      // Only the settings matter, because the probes use their own gradients.
      $0.sizes = .scalar
      $0.steps = 1...1
      $0.profiles = [.constant]
      $0.precisions = [.float64]
    }
  ) { rule, c in
    guard var declared = try rule.declared(at: c.rule) else {
      return .inapplicable("no traits are declared")
    }
    // Probes measure a bound with gradients of every size, some of which are affected by a stabilizer that
    // cannot be 0; T16 checks the bound on cases instead.
    if rule.claim != nil { declared.bound = nil }
    let found = try Fingerprint(of: rule, settings: c.rule, seed: UInt64(abs(c.aux)))
    guard let first = found.contradictions(declared: declared).first else { return .holds }
    return .violated("\(first.trait): declared \(first.declared), found \(first.found)")
  }

  /// The laws that compare declarations with findings.
  package static let fingerprints: [RuleLaw] = [declaration]
}
