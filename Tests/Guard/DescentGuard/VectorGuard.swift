/// Every coordinatewise rule's loop is vectorised, in both precisions: the release program is
/// disassembled, and the innermost loops of the functions specialised for the rule are looked at.
///
/// The engine has one loop for each number of state arrays, and the compiler splits each into a vector
/// loop and a scalar one for the coordinates that remain. So at least as many loops must be vectorised
/// as have scalar arithmetic; a rule that does not vectorise has scalar ones only. None may call
/// anything, and no specialised function may look up what generic code needs at run time. The band is
/// exact: there is nothing to measure.
enum VectorGuard {
  struct Finding {
    var vectorLoops = 0
    var scalarLoops = 0
    var callsInLoops: [String] = []
    /// Calls that mean that the rule is not specialised, or counts references in its step.
    var genericCalls: [String] = []

    var isVectorised: Bool {
      vectorLoops > 0 && vectorLoops >= scalarLoops && callsInLoops.isEmpty && genericCalls.isEmpty
    }

    var description: String {
      "\(vectorLoops) vector loops, \(scalarLoops) scalar ones, calls in them "
        + "\(callsInLoops), calls of generic code \(genericCalls)"
    }
  }

  /// - Parameters:
  ///   - program: a release build with every rule in it.
  ///   - own: this program, which holds the controls.
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
      let loops = innermostLoops(code)
      var hasArithmetic = false
      for loop in loops {
        let packed = loop.contains { $0.isPacked }
        let scalar = loop.contains { $0.isScalar }
        guard packed || scalar else { continue }
        hasArithmetic = true
        if packed { finding.vectorLoops += 1 } else { finding.scalarLoops += 1 }
        finding.callsInLoops += loop.filter(\.isCall).map(\.operands)
      }
      let forbidden = ["swift_getGenericMetadata", "swift_getAssociated", "swift_getWitnessTable"]
      let counting = ["swift_retain", "swift_release", "swift_allocObject"]
      finding.genericCalls += code.filter { instruction in
        instruction.isCall
          && (forbidden + (hasArithmetic ? counting : [])).contains {
            instruction.operands.contains($0)
          }
      }.map { "\($0.operands) in \(function.name.prefix(200))" }
    }
    return finding
  }

  /// The loops without a loop inside: each from the target of a jump back to the jump.
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
