import Descent

extension RuleCase: CustomStringConvertible {
  /// The case in seven lines, or eight for a long case, which repeats its gradients and rates.
  package var description: String {
    guard let period else { return lines }
    return prefix(period).lines + "\nsteps \(steps)"
  }

  private var lines: String {
    """
    type \(precision.rawValue)
    tensors \(ShapeList.text(shapes))
    rule \(rule)
    rates \(NumberList.text(rates))
    x \(NumberList.text(start))
    g \(gradients.isEmpty ? "none" : gradients.map(NumberList.text).joined(separator: "; "))
    aux \(aux)
    """
  }

  package init(replay text: String) throws {
    let lines = try CaseLines(text)
    guard let precision = Precision(rawValue: String(try lines.text("type"))) else {
      throw ReplayError("type is float64 or float32, not '\(try lines.text("type"))'")
    }
    let gradients = try lines.text("g")
    self.init(
      precision: precision, shapes: try ShapeList.shapes(lines.text("tensors")),
      rule: try Specification(String(lines.text("rule"))), rates: try lines.numbers("rates"),
      start: try lines.numbers("x"),
      gradients: gradients == "none"
        ? []
        : try gradients.split(separator: ";").map {
          try NumberList.numbers($0.drop { $0 == " " })
        }, aux: try lines.integer("aux"))
    let count = sizes.reduce(0, +)
    guard start.count == count,
      self.gradients.allSatisfy({ $0.count == count }), rates.count == self.gradients.count
    else {
      throw ReplayError(
        "tensors of \(count) numbers, x of \(start.count), \(rates.count) rates, gradients of "
          + self.gradients.map { String($0.count) }.joined(separator: ", "))
    }
    guard lines.has("steps") else { return }
    let steps = try lines.integer("steps")
    guard (self.steps...1_000_000).contains(steps), self.steps > 0 else {
      throw ReplayError("\(steps) steps of \(self.steps) gradients")
    }
    self = repeated(to: steps)
  }
}
