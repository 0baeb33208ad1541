/// Checks that every coordinatewise rule's loop is vectorised in both precisions, by disassembling the
/// release program and inspecting the innermost loops of the functions specialised for the rule.
///
/// At least `Bands.vectorLoops` of them must use packed arithmetic, none may contain a call, and no
/// specialised function may look up generic metadata at run time. A rule that does not vectorise has only
/// scalar loops. (Some scalar loops always exist, for the remaining coordinates.) The loop that divides a
/// tensor among threads is a function of its own and must be vectorised, too. No loop may gather: a gather
/// shows a setting that is read again for each coordinate, which took up to five times as long.
/// The check measures nothing, so it has no tolerance.
enum VectorGuard {
  struct Finding {
    var vectorLoops = 0
    var scalarLoops = 0
    /// Calls within loops, and calls that show that a function is not specialised.
    var calls: [String] = []
    /// The vector loops of the function that divides a tensor among threads.
    var dividedLoops = 0
    var gathers = 0

    var isVectorised: Bool {
      vectorLoops >= Bands.vectorLoops && dividedLoops > 0 && gathers == 0 && calls.isEmpty
    }

    var description: String {
      "\(vectorLoops) vector loops (\(dividedLoops) for several threads), \(scalarLoops) scalar ones, "
        + "\(gathers) gathers, calls \(calls)"
    }
  }

  /// - Parameters:
  ///   - program: a release build that contains every rule.
  ///   - own: this program, which contains the controls.
  static func check(_ verdict: inout Verdict, program: String, own: String, rules: [String]) throws
  {
    let functions = try functions(of: program)
    for rule in rules {
      for precision in ["Float", "Double"] {
        let finding = try find(rule, precision, functions, program)
        verdict.expect(
          finding.isVectorised, "vectors: \(rule), \(precision): \(finding.description)")
      }
    }
    let controls = try Self.functions(of: own)
    for precision in ["Float", "Double"] {
      let scalar = try find("DescentGuard.ScalarRule", precision, controls, own)
      verdict.expect(
        scalar.scalarLoops > 0 && !scalar.isVectorised,
        "control: a planted scalar rule passes, \(precision): \(scalar.description)")
      let vector = try find("DescentGuard.VectorRule", precision, controls, own)
      verdict.expect(
        vector.isVectorised, "control: its vectorised form, \(precision): \(vector.description)")
      let sums = try find("DescentGuard.SumsRule", precision, controls, own)
      verdict.expect(
        sums.isVectorised && sums.vectorLoops >= Bands.summingVectorLoops,
        "vectors: a rule with sums, \(precision): \(sums.description)")
    }
  }

  private static func functions(of program: String) throws -> [Function] {
    try DescentGuard.functions(of: program).filter { $0.name.contains("specialization <") }
  }

  private static func find(
    _ rule: String, _ precision: String, _ functions: [Function], _ program: String
  ) throws -> Finding {
    var finding = Finding()
    let key = "\(rule), Swift.\(precision)>"
    for function in functions where function.name.contains(key) && function.range.count > 64 {
      let code = try disassemble(program, function)
      for loop in innermostLoops(code) {
        let packed = loop.contains { $0.isPacked }
        guard packed || loop.contains(where: { $0.isScalar }) else { continue }
        if packed { finding.vectorLoops += 1 } else { finding.scalarLoops += 1 }
        if packed && function.name.contains("Descent.divide<") { finding.dividedLoops += 1 }
        finding.gathers += loop.count { $0.operation.hasPrefix("vgather") }
        finding.calls += loop.filter(\.isCall).map(\.operands)
      }
      finding.calls += code.filter { $0.isCall && isGeneric($0.operands) }.map(\.operands)
    }
    return finding
  }

  /// Whether a call looks up metadata that a specialised function would not need.
  private static func isGeneric(_ callee: String) -> Bool {
    ["swift_getGenericMetadata", "swift_getAssociated", "swift_getWitnessTable"].contains {
      callee.contains($0)
    }
  }

  /// The loops without an inner loop; each extends from the target of a backward jump to the jump.
  private static func innermostLoops(_ code: [Instruction]) -> [ArraySlice<Instruction>] {
    guard let first = code.first?.address else { return [] }
    let places = Dictionary(uniqueKeysWithValues: code.enumerated().map { ($1.address, $0) })
    let ranges = code.enumerated().compactMap { end, jump -> ClosedRange<Int>? in
      guard jump.isJump, let target = jump.target, target >= first, target <= jump.address,
        let start = places[target]
      else { return nil }
      return start...end
    }
    return ranges.filter { range in
      !ranges.contains {
        $0 != range && range.lowerBound <= $0.lowerBound
          && $0.upperBound <= range.upperBound
      }
    }.map { code[$0] }
  }
}
