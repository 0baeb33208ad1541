import Descent

extension ProblemModifierLaws {
  /// `pmod/variables`: for a change of variables `x ↦ c f(Jx + b)`, the preimage of y maps back to y, its
  /// value is c f(y), its slope along v is c times the slope of f along Jv, and the start and the stationary
  /// points map to those of the inner problem. The tolerance is 1e-12 of the terms.
  static let variables = ProblemLaw(
    LawCard(
      "pmod/variables", "variables", "points, values, slopes and claims move with the variables",
      needs: "a change of variables",
      catches: "a start or a minimum that stays behind, a transposed map, a factor of one side only"
    )
  ) { subject, c in
    guard let problem = try wrapper(subject, c) as? any TransformedProblem else {
      return .inapplicable("the modifier is no change of variables")
    }
    return try judge(problem, c)
  }

  private static func judge<P: TransformedProblem>(_ problem: P, _ c: ProblemCase) throws -> Verdict
  {
    let (inner, change, factor) = (problem.base, problem.change, problem.valueFactor)
    func close(_ expected: [Double], _ found: [Double], _ what: String) -> Verdict {
      let scale = 1e-12 * (1 + ProblemLaws.norm(expected))
      return Comparison.compare([expected], [found], what) { _, _, _ in scale }
    }
    let y = c.point(inner)
    let x = change.preimage(y)
    var verdicts = [
      close(y, change(x), "the point that stands for y, led back"),
      close(
        inner.start(seed: UInt64(c.aux)), change(problem.start(seed: UInt64(c.aux))),
        "the start"),
    ]
    let (known, claims) = (inner.stationaryPoints, problem.stationaryPoints)
    guard known.map(\.kind) == claims.map(\.kind),
      claims.map(\.value) == known.map({ factor * $0.value })
    else { return .violated("kinds or values of stationary points are others") }
    for (old, new) in zip(known, claims) {
      guard let point = old.point else { continue }
      guard let moved = new.point else { return .violated("a stationary point is lost") }
      verdicts.append(close(point, change(moved), "the \(old.kind)"))
    }
    if let wrong = verdicts.first(where: \.isViolation) { return wrong }
    guard inner.answersExactly else { return .holds }
    let v = c.direction(problem)
    var w = v
    v.withUnsafeBufferPointer { change.push($0.baseAddress!, &w) }
    let (g, h) = (try inner.gradient(at: change(x)), try problem.gradient(at: x))
    let (value, slope) = (try inner.value(at: change(x)), ProblemLaws.dot(g, w))
    let scale = 1e-12 * factor * (1 + abs(value) + ProblemLaws.norm(g) * (1 + ProblemLaws.norm(w)))
    return Comparison.compare(
      [[factor * value, factor * slope]],
      [[try problem.value(at: x), ProblemLaws.dot(h, v)]], "value and slope"
    ) { _, _, _ in scale }
  }
}
