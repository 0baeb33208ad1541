import Descent

extension RuleLaws {
  /// F1: no declared trait is refuted by the fingerprint at the same settings.
  ///
  /// Every probe compares exactly first and then to 1e-9 of the largest number beside it, far above
  /// the rounding of its six steps and far below the effect of anything that it looks for.
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
      // Only the settings matter: the probes bring gradients of their own.
      $0.sizes = .scalar
      $0.steps = 1...1
      $0.profiles = [.constant]
      $0.precisions = [.float64]
    }
  ) { rule, c in
    guard var declared = try rule.declared(at: c.rule) else {
      return .inapplicable("no traits are declared")
    }
    // Probes tell a bound by gradients of any size, where a stabilizer that cannot be 0 acts; T16 holds
    // the rule to the bound on cases.
    if rule.claim != nil { declared.bound = nil }
    let found = try Fingerprint(of: rule, settings: c.rule, seed: UInt64(abs(c.aux)))
    guard let first = found.contradictions(declared: declared).first else { return .holds }
    return .violated("\(first.trait): declared \(first.declared), found \(first.found)")
  }

  /// The laws of what is declared against what is found.
  package static let fingerprints: [RuleLaw] = [declaration]
}
