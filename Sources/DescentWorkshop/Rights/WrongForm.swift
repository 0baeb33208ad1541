/// A fault that is inserted into the source of a right rule.
///
/// The faults are in the loop over a tensor (``RightForm/looped``), in the step of a rule that has one, or
/// before a coordinate's update, so that they fit into any rule.
package enum WrongForm: String, CaseIterable, Sendable {
  // Late faults.
  case rateHalvesLate, turnsLate, restartsLate, counterStops, skipsLate, correctionStays
  // Faults of shapes.
  case transposedGradient, tallIgnored, cubeIgnored, singleRowMean, lastColumnIgnored
  case tallLeftOut, cubeLeftOut
  // Faults of sizes.
  case tailOfLargeIgnored, beyondLimitIgnored, wrappedIndex, oldBlock
  // Faults of extreme numbers.
  case largeClamped, smallFlushed, rateCapped, rateFloored, farPointClamped, overflowSkipped
  // Faults of absent gradients and rates of 0.
  case zeroRateUncounted, zeroRateForgets, zeroRateStill
  // Faults of one precision.
  case coarseInSingle, singleInDouble, coarseMoveInDouble, tinyInSingle
  // Faults of combined options.
  case firstTwoOptions, lastTwoOptions, exchangedDecays

  package var kind: WrongKind {
    switch self {
    case .rateHalvesLate, .turnsLate, .restartsLate, .counterStops, .skipsLate,
      .correctionStays:
      .late
    case .transposedGradient, .tallIgnored, .cubeIgnored, .singleRowMean, .lastColumnIgnored,
      .tallLeftOut, .cubeLeftOut:
      .shape
    case .tailOfLargeIgnored, .beyondLimitIgnored, .wrappedIndex, .oldBlock: .size
    case .largeClamped, .smallFlushed, .rateCapped, .rateFloored, .farPointClamped,
      .overflowSkipped:
      .extreme
    case .zeroRateUncounted, .zeroRateForgets, .zeroRateStill: .absence
    case .coarseInSingle, .singleInDouble, .coarseMoveInDouble, .tinyInSingle: .precision
    case .firstTwoOptions, .lastTwoOptions, .exchangedDecays: .options
    }
  }

  /// The change of the loop over a tensor: the old text and its replacement.
  private var change: (old: String, new: String)? {
    let rate = "let c = constants(rate: t.rate, counters: &counters)"
    let count = "for k in 0..<t.counters.count { t.counters[k] = counters[k] }"
    let loop = "for i in 0..<t.count {"
    let gradient = "gradient: t.gradient[i]"
    let store = "for (k, buffer) in buffers.enumerated() { buffer[i] = s[k] }"
    func rated(_ rate: String) -> (String, String) {
      (
        "let c = constants(rate: t.rate,",
        "let rate = \(rate)\n    let c = constants(rate: rate,"
      )
    }
    func seen(_ gradient: String) -> (String, String) {
      (
        "update(&t.x[i], gradient: t.gradient[i]",
        "let g = t.gradient[i]\n      update(&t.x[i], gradient: \(gradient)"
      )
    }
    switch self {
    case .rateHalvesLate: return rated("t.rate * (seen > 1000 ? 0.5 : 1)")
    case .turnsLate:
      return seen("seen > 3000 ? -g : g")
    case .restartsLate:
      return (
        loop,
        "if seen == 1024 { for buffer in buffers { buffer.update(repeating: 0) } }\n    " + loop
      )
    case .counterStops: return (count, "if seen < 700 { \(count) }")
    case .skipsLate: return (loop, "if seen > 500, Int(seen) % 100 == 0 { return }\n    " + loop)
    case .correctionStays:
      return (
        count,
        "for k in 0..<t.counters.count { t.counters[k] = 0 < counters[k] && counters[k] < 0.004 ? 0.004 : counters[k] }"
      )
    case .transposedGradient:
      return (
        gradient,
        "gradient: t.gradient[t.tensor.shape.count == 2 ? i % t.tensor.shape[0] * t.tensor.shape[1] + i / t.tensor.shape[0] : i]"
      )
    case .tallIgnored:
      return (
        loop,
        "if t.tensor.shape.count == 2, t.tensor.shape[0] > t.tensor.shape[1] { return }\n    "
          + loop
      )
    case .cubeIgnored: return (loop, "if t.tensor.shape.count > 2 { return }\n    " + loop)
    case .singleRowMean:
      return (
        gradient,
        "gradient: t.tensor.shape.count == 2 && t.tensor.shape[0] == 1 ? t.gradient.reduce(0, +) / T(t.count) : t.gradient[i]"
      )
    case .lastColumnIgnored:
      return (
        loop,
        loop
          + "\n      if t.tensor.shape.count == 2, t.tensor.shape[1] > 1, i % t.tensor.shape[1] == t.tensor.shape[1] - 1 { continue }"
      )
    case .tailOfLargeIgnored:
      return (loop, "for i in 0..<(t.count > 4096 ? t.count / 64 * 64 : t.count) {")
    case .beyondLimitIgnored: return (loop, "for i in 0..<min(t.count, 65_536) {")
    case .wrappedIndex: return (gradient, "gradient: t.gradient[i & 0xFFFF]")
    case .oldBlock: return (store, "if i < 5000 || i % 1024 != 1023 { \(store) }")
    case .largeClamped: return seen("max(T(-1e12), min(T(1e12), g))")
    case .smallFlushed: return seen("abs(g) < T(1e-25) ? 0 : g")
    case .rateCapped: return rated("min(t.rate, 2)")
    case .rateFloored: return rated("t.rate == 0 ? 0 : max(t.rate, 1e-6)")
    case .farPointClamped:
      return (store, store + "\n      t.x[i] = max(T(-1e8), min(T(1e8), t.x[i]))")
    case .overflowSkipped: return seen("abs(g) > 1e15 ? 0 : g")
    case .zeroRateUncounted: return (count, "if t.rate != 0 { \(count) }")
    case .zeroRateForgets:
      return (
        store, "for (k, buffer) in buffers.enumerated() { buffer[i] = t.rate == 0 ? 0 : s[k] }"
      )
    case .zeroRateStill: return (rate, "if t.rate == 0 { return }\n    " + rate)
    case .coarseInSingle:
      return seen("T.self == Float.self ? (g * 2048).rounded() / 2048 : g")
    case .singleInDouble: return seen("T(Float(g))")
    case .coarseMoveInDouble:
      return (
        store,
        store + "\n      if T.self == Double.self { t.x[i] = T(Float(t.x[i])) }"
      )
    case .tinyInSingle: return seen("T.self == Float.self && abs(g) < T(1e-7) ? 0 : g")
    case .tallLeftOut, .cubeLeftOut, .firstTwoOptions, .lastTwoOptions, .exchangedDecays:
      return nil
    }
  }

  /// Additional declarations that the file needs.
  var helper: String {
    guard let change else { return "" }
    precondition(RightForm.loop.contains(change.old), "the loop has no '\(change.old)'")
    let loop = RightForm.loop.replacing(change.old, with: change.new)
    return change.new.contains("seen") ? Self.counting(loop) : loop
  }

  /// The loop with a separate counter for the tensor's steps.
  private static func counting(_ loop: String) -> String {
    let begin = "var counters = Counters(repeating: 0)"
    return loop.replacing(
      "{ ownCounters }", with: "{ ownCounters + [StateSlot(\"seen\")] }"
    ).replacing(
      begin,
      with:
        "t.counters[t.counters.count - 1] += 1\n    let seen = t.counters[t.counters.count - 1]\n    "
        + begin)
  }

  /// A top-level declaration with the fault, unchanged if the fault does not apply.
  func rewritten(_ block: String, isRule: Bool) -> String {
    switch self {
    case .tallLeftOut:
      Self.begun(block, "s.tensor.shape.count == 2 && s.tensor.shape[0] > s.tensor.shape[1]")
    case .cubeLeftOut: Self.begun(block, "s.tensor.shape.count > 2")
    case .firstTwoOptions: isRule ? Self.paired(block) { $0.prefix(2) } : block
    case .lastTwoOptions: isRule ? Self.paired(block) { $0.count > 2 ? $0.suffix(2) : [] } : block
    case .exchangedDecays: Self.exchanged(block)
    // Apply this only to running products, because no step count is that small.
    case .correctionStays:
      block.contains(#/counters\[\d\] \*= /#) ? RightForm.looped(block) : block
    default: RightForm.looped(block)
    }
  }

  /// A step of a tensor that is skipped under a condition.
  private static func begun(_ block: String, _ condition: String) -> String {
    let head = "func step<T: KernelScalar>(_ s: TensorStep<T>) {"
    return block.replacing(head, with: head + "\n    if \(condition) { return }")
  }

  /// The two decays swapped wherever the rule uses them.
  private static func exchanged(_ block: String) -> String {
    guard let start = block.firstRange(of: "  func "),
      ["beta1 = ", "beta2 = "].allSatisfy(block.contains)
    else { return block }
    let body = block[start.lowerBound...].replacing("beta1", with: "@").replacing(
      "beta2", with: "beta1"
    ).replacing("@", with: "beta2")
    return String(block[..<start.lowerBound]) + body
  }

  /// An update that halves the gradient if two options that are off by default are both on.
  private static func paired(
    _ block: String, _ choose: ([String]) -> ArraySlice<String>
  ) -> String {
    let options = block.matches(of: #/var (\w+) = (false|0\.0)\n/#).map { match in
      match.output.2 == "false" ? "\(match.output.1)" : "\(match.output.1) != 0"
    }
    let chosen = choose(options)
    guard chosen.count == 2,
      let update = block.firstMatch(
        of: #/func update<T: KernelScalar>\(\n? *_ x: inout T, gradient( g)?: T,[^{]*\{\n/#)
    else { return block }
    let head = String(update.output.0)
    let name = update.output.1 == nil ? "gradient" : "g"
    let given = head.replacing(
      update.output.1 == nil ? "gradient: T" : "gradient g: T", with: "gradient given: T")
    let condition = chosen.joined(separator: " && ")
    return block.replacing(
      head, with: given + "    let \(name) = \(condition) ? given / 2 : given\n")
  }
}
