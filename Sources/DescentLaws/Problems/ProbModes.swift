import Descent

extension ProblemLaws {
  /// `prob/modes`: forward and reverse mode give the same gradient, in both precisions. Both multiply and add
  /// the same slopes in different orders, so they may differ by 8 ulp per operation of the sum of the terms'
  /// magnitudes, which a second sweep of the tape computes. An entry that is NaN or infinite must be the same
  /// in both. In more than 16 dimensions only four coordinates are compared.
  static let modes = ProblemLaw(
    LawCard(
      "prob/modes", "modes", "a formula has the same gradient forward and in reverse",
      needs: "a formula", catches: "a formula that is another one in some number type")
  ) { subject, c in
    guard let problem = try subject.make(c.problem) as? any FormulaProblem else {
      return .inapplicable("the problem is no formula")
    }
    let x = c.point(problem)
    let wide = try modes(problem, x, c.aux)
    return wide.isViolation ? wide : try modes(problem, x.map { Float($0) }, c.aux)
  }

  private static func modes<P: FormulaProblem, T: KernelScalar>(
    _ problem: P, _ x: [T], _ aux: Int
  ) throws -> Verdict {
    var problem = problem
    try problem.prepare()
    let (n, work) = (x.count, ReverseGradient<T>(x.count))
    var found = x
    let value = work.differentiate(at: x, into: &found) {
      problem.formula($0)
    } forward: {
      problem.formula($0)
    }
    if value.isInfinite { return isInfinite }
    let tape = work.point.tape
    let sizes = Tape.termSizes(tape, from: work.point.record(at: x) { problem.formula($0) })
    let roundings = 8 * T(tape.pointee.operationCount) * T.ulpOfOne
    let start = n > FormulaMode.crossover ? aux % (n - 3) : 0
    for first in stride(from: start, to: n > FormulaMode.crossover ? start + 4 : n, by: 4) {
      let forward = dual(problem, x, first)
      guard same(forward.value, value) else {
        return .violated(
          "the value in \(T.self)", expected: Double(forward.value), found: Double(value))
      }
      for lane in 0..<min(4, n - first) {
        let (a, b) = (forward.tangents[lane], found[first + lane])
        let allowed = roundings * sizes[first + lane] + .leastNormalMagnitude
        if same(a, b) || abs(a - b) <= allowed { continue }
        return .violated(
          "entry \(first + lane) of the gradient in \(T.self), in reverse", expected: Double(a),
          found: Double(b))
      }
    }
    return .holds
  }

  private static func same<T: KernelScalar>(_ a: T, _ b: T) -> Bool {
    a == b || (a.isNaN && b.isNaN)
  }

  /// The value and its derivatives by up to four coordinates, starting with coordinate `first`.
  private static func dual<P: FormulaProblem, T: KernelScalar>(
    _ problem: P, _ x: [T], _ first: Int
  ) -> Dual<T> {
    var point = x.map { Dual(value: $0) }
    for lane in 0..<min(4, x.count - first) { point[first + lane].tangents[lane] = 1 }
    return point.withUnsafeBufferPointer { problem.formula(Point($0.baseAddress!, count: x.count)) }
  }
}
