/// A way to rewrite a rule as the same function in exact arithmetic, with different roundings, a different
/// state or a different tier.
package enum RightForm: String, CaseIterable, Sendable {
  /// The rule as written.
  case written
  /// `m += (1 − β)(g − m)` for `m = β m + (1 − β) g`.
  case lerp
  /// The reverse of `lerp`.
  case expanded
  /// The terms of a sum and the factors of a square in reverse order.
  case turned
  /// A quotient as a product with the reciprocal of its divisor.
  case reciprocal
  /// `x += −η d` for `x −= η d`.
  case negated
  /// Powers of a step counter in place of running products.
  case powers
  /// Moves added with Kahan's compensation, in its own buffer.
  case compensated
  /// A loop over each tensor in place of an update for one coordinate.
  case looped

  /// Additional declarations that the file needs.
  var helper: String { self == .looped ? Self.loop : "" }

  /// A top-level declaration in this form, unchanged if the form does not apply.
  /// - Parameter slots: the names of the rule's buffers, if they are known.
  func rewritten(_ block: String, slots: [String]?) -> String {
    switch self {
    case .written: block
    case .lerp: lines(block, Self.lerp)
    case .expanded: lines(block, Self.expanded)
    case .turned: lines(block, Self.turned)
    case .reciprocal: lines(block, Self.reciprocal)
    case .negated: lines(block, Self.negated)
    case .powers: Self.powers(block)
    case .compensated: Self.compensated(block, slots: slots)
    case .looped: Self.looped(block)
    }
  }

  private func lines(_ block: String, _ change: (Substring) -> String?) -> String {
    let lines = block.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.indices.map { place in
      let next = place + 1 < lines.count ? lines[place + 1] : ""
      return Self.isWhole(lines[place], next)
        ? change(lines[place]) ?? String(lines[place])
        : String(lines[place])
    }.joined(separator: "\n")
  }

  /// Whether a statement begins and ends on the same line.
  private static func isWhole(_ line: Substring, _ next: Substring) -> Bool {
    let rest = next.drop { $0 == " " }
    return line.count(where: { $0 == "(" }) == line.count(where: { $0 == ")" })
      && !["* ", "/ ", "+ ", "- ", "? ", ": ", "&& ", "|| "].contains { rest.hasPrefix($0) }
  }

  private static func lerp(_ line: Substring) -> String? {
    let mean = #/^( *)(\w+\[\w+\]) = T\((\w+)\) \* \2 \+ T\(1 - \3\) \* (.+)$/#
    guard let match = try? mean.wholeMatch(in: line) else { return nil }
    let (_, indent, slot, decay, term) = match.output
    guard isProduct(term) else { return nil }
    return "\(indent)\(slot) += T(1 - \(decay)) * ((\(term)) - \(slot))"
  }

  private static func expanded(_ line: Substring) -> String? {
    let difference = #/^( *)(\w+\[\w+\]) \+= T\(1 - (\w+)\) \* \((.+) - \2\)$/#
    guard let match = try? difference.wholeMatch(in: line) else { return nil }
    let (_, indent, slot, decay, term) = match.output
    return "\(indent)\(slot) = T(\(decay)) * \(slot) + T(1 - \(decay)) * (\(term))"
  }

  private static func turned(_ line: Substring) -> String? {
    let mean = #/^( *)(\w+\[\w+\]) = (T\([\w.]+\)) \* \2 \+ (T\([\w .\-]+\)) \* (.+)$/#
    if let match = try? mean.wholeMatch(in: line), isProduct(match.output.5) {
      let (_, indent, slot, keep, take, term) = match.output
      return "\(indent)\(slot) = (\(term)) * \(take) + \(slot) * \(keep)"
    }
    let ball = #/^( *)(\w+\[\w+\]) = (T\([\w.]+\)) \* \2 \+ (\w+)$/#
    guard let match = try? ball.wholeMatch(in: line) else { return nil }
    let (_, indent, slot, keep, term) = match.output
    return "\(indent)\(slot) = \(term) + \(slot) * \(keep)"
  }

  /// Whether a term is a single product, so that adding brackets does not change its meaning.
  private static func isProduct(_ term: Substring) -> Bool {
    var depth = 0
    for (place, character) in term.enumerated() {
      if "([".contains(character) { depth += 1 }
      if ")]".contains(character) { depth -= 1 }
      if depth == 0, place > 0, "+-?".contains(character) { return false }
    }
    return true
  }

  private static func reciprocal(_ line: Substring) -> String? {
    // Rewrite only quotients by roots, because the reciprocal of a subnormal number may be infinite.
    guard let start = line.range(of: "quotient(", options: .backwards) else { return nil }
    var (depth, comma, place) = (1, line.endIndex, start.upperBound)
    while place < line.endIndex {
      if line[place] == "(" { depth += 1 }
      if line[place] == ")" { depth -= 1 }
      if line[place] == ",", depth == 1 { comma = place }
      if depth == 0 { break }
      place = line.index(after: place)
    }
    guard place < line.endIndex, comma < place else { return nil }
    let (above, below) = (line[start.upperBound..<comma], line[line.index(after: comma)..<place])
    guard below.contains("sqrt(") else { return nil }
    return line[..<start.lowerBound] + "((\(above)) * quotient(1,\(below)))"
      + line[line.index(after: place)...]
  }

  private static func negated(_ line: Substring) -> String? {
    let step = #/^( *(?:for [^{]*\{ )?)((?:s\.)?x(?:\[\w+\])?) -= (.+?)( \})?$/#
    guard let match = try? step.wholeMatch(in: line) else { return nil }
    let (_, indent, point, move, end) = match.output
    return "\(indent)\(point) += -(\(move))\(end ?? "")"
  }

  private static func powers(_ block: String) -> String {
    var text = block
    for match in block.matches(of: #/counters\[(\d)\] \*= (\w+)\n/#) {
      let (_, place, base) = match.output
      let slots = text.matches(of: #/StateSlot\("(\w+)", initial: 1\)/#)
      guard let slot = slots.first(where: { $0.output.1.contains(base) || slots.count == 1 })
      else { return block }
      text = text.replacing(slot.output.0, with: "\"\(slot.output.1)_steps\"")
      let counter = "counters[\(place)]"
      text = text.replacing(String(match.output.0), with: "@count\(place)@\n")
      // Define the power for a count of 0 as 1, even for a base of 0.
      text = text.replacing(
        counter, with: "(@\(place)@ == 0 ? 1 : Double.pow(\(base), @\(place)@))")
      text = text.replacing("@count\(place)@", with: "\(counter) += 1")
      text = text.replacing("@\(place)@", with: counter)
      // Repair the same expression in a loop over a tensor.
      text = text.replacing("s.(\(counter) == 0", with: "(s.\(counter) == 0")
      text = text.replacing(
        "(\(base), \(counter))",
        with: text.contains("s.\(counter)") ? "(\(base), s.\(counter))" : "(\(base), \(counter))")
    }
    return text
  }

  private static func compensated(_ block: String, slots: [String]?) -> String {
    guard let slots, slots.count < 4, !block.contains("hasEvaluationPoint"),
      block.matches(of: #/\n *x (?:[-+]=|=) /#).count == 1,
      let match = block.firstMatch(of: #/\n( *)x -= (.+)\n(?= *\}|  \})/#)
    else { return block }
    let (whole, indent, move) = match.output
    let lost = "s[\(slots.count)]"
    let sum = [
      "let added = -(\(move)) - \(lost)", "let whole = x + added",
      "\(lost) = (whole - x) - added", "x = whole",
    ]
    let names = (slots + ["lost"]).map { "\"\($0)\"" }.joined(separator: ", ")
    var text = block.replacing(whole, with: "\n" + sum.map { "\(indent)\($0)\n" }.joined())
    if let old = text.firstMatch(of: #/  var slots: \[StateSlot\] \{[^\n]*\}\n/#) {
      text = text.replacing(old.output, with: "")
    }
    guard let update = text.firstRange(of: "  func update<") else { return block }
    return text.replacingCharacters(
      in: update, with: "  var slots: [StateSlot] { [\(names)] }\n\n  func update<")
  }

  static func looped(_ block: String) -> String {
    // Skip the other tiers, which have slots and counters with the same names.
    guard !block.contains("SummingOptimizer"), !block.contains("GradientOptimizer"),
      !block.contains("hasEvaluationPoint"), !block.contains("info: StepInfo")
    else { return block }
    return block.replacing("CoordinatewiseOptimizer", with: "Looped")
      .replacing("var slots: [StateSlot]", with: "var ownSlots: [StateSlot]")
      .replacing("var counters: [StateSlot]", with: "var ownCounters: [StateSlot]")
  }

  static let loop = """

    protocol Looped: GradientOptimizer {
      associatedtype Constants = Double
      var ownSlots: [StateSlot] { get }
      var ownCounters: [StateSlot] { get }
      func constants(rate: Double, counters: inout Counters) -> Constants
      func update<T: KernelScalar>(
        _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants)
    }

    extension Looped where Constants == Double {
      func constants(rate: Double, counters: inout Counters) -> Double { rate }
    }

    extension Looped {
      var ownSlots: [StateSlot] { [] }
      var ownCounters: [StateSlot] { [] }
      func slots(for tensor: Layout.Tensor) -> [TensorSlot] {
        ownSlots.map { TensorSlot($0.name, initial: $0.initial) }
      }
      func counters(for tensor: Layout.Tensor) -> [StateSlot] { ownCounters }

      func step<T: KernelScalar>(_ t: TensorStep<T>) {
        var counters = Counters(repeating: 0)
        for k in 0..<t.counters.count { counters[k] = t.counters[k] }
        let c = constants(rate: t.rate, counters: &counters)
        for k in 0..<t.counters.count { t.counters[k] = counters[k] }
        let buffers = ownSlots.indices.map { t.slot($0) }
        for i in 0..<t.count {
          var s = Slots<T>(repeating: 0)
          for (k, buffer) in buffers.enumerated() { s[k] = buffer[i] }
          update(&t.x[i], gradient: t.gradient[i], state: &s, c)
          for (k, buffer) in buffers.enumerated() { buffer[i] = s[k] }
        }
      }
    }

    """
}
