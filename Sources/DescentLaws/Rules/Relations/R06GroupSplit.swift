import Descent

extension RuleLaws {
  /// R6: two instances that step the first and the last tensors in turn give the same result as one instance
  /// on all tensors, bit for bit. A single tensor is duplicated.
  static let groupSplit = RuleLaw(
    LawCard(
      "R6", "group split", "two instances on parts of the tensors do what one does on all",
      catches: "counters advanced once a tensor, state shared between instances or by place",
      knownBugs: [
        "flashlight #143: one counter, incremented once per parameter",
        "DiffSharp #292: one counter, incremented once per parameter",
      ]),
    options: .exact
  ) { rule, c in
    if (try? rule.traits(c).locality) == .global {
      return .inapplicable("the rule is global: tensors depend on each other")
    }
    var c = c
    if c.sizes.count < 2 {
      c.shapes += c.shapes
      c.start += c.start
      c.gradients = c.gradients.map { $0 + $0 }
    }
    var choices = c.choices
    let cut = 1 + choices.index(below: c.sizes.count - 1)
    let parts = [c.keeping(tensors: 0..<cut), c.keeping(tensors: cut..<c.sizes.count)]
    var sessions = try parts.map { try Session(rule.optimizer($0), $0) }
    let points = c.gradients.indices.map { step in
      for part in parts.indices {
        sessions[part].step(gradient: parts[part].gradients[step], rate: c.rates[step])
      }
      return sessions.flatMap(\.point)
    }
    return Comparison.exact(try rule.run(c), points, "with a second instance from tensor \(cut) on")
  }
}
