import Descent

/// Finds the units of a rule's hyperparameters: the exponents by which each must be scaled so that the run
/// stays the same when parameters, and then gradients, are measured in other units.
///
/// The exponents of parameters and of gradients are searched separately, so that each key needs two searches
/// over five exponents instead of one over twenty-five. The rate comes first, with every optional key at 0,
/// then each optional key alone, and finally all keys are checked together. If this does not decide the
/// exponents (for a rule that does not move without ε), all keys are searched together.
struct UnitSearch {
  enum Side { case parameter, gradient }

  let workshop: Workshop
  let history: History
  /// The keys that may have a unit, with the value at which they are probed.
  let values: [String: Double]
  /// The keys among them that may be 0.
  let optional: [String]
  private var rateKey: String { workshop.subject.rateKey }

  init(_ workshop: Workshop, _ history: History, decays: [String]) {
    self.workshop = workshop
    self.history = history
    var values: [String: Double] = [:]
    for key in workshop.unbounded + decays {
      // A value at which both branches of a threshold occur and ε has a visible effect.
      let choices = [Workshop.probeValue, workshop.value(key)]
      values[key] = choices.first { value in
        value > 0 && [0.25, 0.5, 2, 4].allSatisfy { workshop.accepts(key, value * $0) }
      }
    }
    self.values = values
    optional = values.keys.filter { workshop.accepts($0, 0) }.sorted()
  }

  func units() throws -> Fingerprint.Units {
    guard let p = try exponents(.parameter), let q = try exponents(.gradient) else {
      return .inconsistent
    }
    // Parameters and gradients were searched separately, so check both together, by larger factors.
    guard try isScaled(values, history, p.exponents, by: 3, q.exponents, by: -4) != .no else {
      return .inconsistent
    }
    var units: [String: RuleTraits.Unit] = [:]
    var unidentified: [String] = []
    for key in values.keys.sorted() + [rateKey] {
      if p.settled.contains(key), q.settled.contains(key) {
        let unit = RuleTraits.Unit(
          parameter: p.exponents[key] ?? 0, gradient: q.exponents[key] ?? 0)
        if unit != .one || key == rateKey { units[key] = unit }
      } else {
        unidentified.append(key)
      }
    }
    // Also start from 0, where a rule that divides by the norm of x has a special case.
    let origin = history.starting(at: history.start.map { _ in 0 })
    let isExact = try [(3, -4), (1, -1), (-2, 3), (0, 5)].allSatisfy { by in
      try [history, origin].allSatisfy {
        try isScaled(values, $0, p.exponents, by: by.0, q.exponents, by: by.1) == .exactly
      }
    }
    return .consistent(units, unidentified: unidentified, isExact: isExact)
  }

  /// An exponent for each key, and the keys whose exponent is unique.
  private struct Found {
    var exponents: [String: Int]
    var settled: Set<String>
  }

  /// The exponents of all keys on one side; nil if no exponents scale the run.
  private func exponents(_ side: Side) throws -> Found? {
    if let apart = try exponentsApart(side) { return apart }
    let keys = Array(values.keys.sorted().prefix(3)) + [rateKey]
    let solutions = try search(keys, values, [:], side)
    guard let first = solutions.first else { return nil }
    let settled = keys.filter { key in solutions.allSatisfy { $0[key] == first[key] } }
    return Found(exponents: first, settled: Set(settled))
  }

  /// Searches the rate and the required keys first, then one optional key at a time; nil if that does not
  /// decide the exponents.
  private func exponentsApart(_ side: Side) throws -> Found? {
    var base = values
    for key in optional { base[key] = 0 }
    let required = values.keys.filter { !optional.contains($0) }.sorted()
    guard required.count < 3 else { return nil }
    // Keys whose effects six steps cannot distinguish, such as an initial estimate and a factor of the rate,
    // stay unidentified.
    let roots = try search(required + [rateKey], base, [:], side)
    let settled = Set(
      (required + [rateKey]).filter { key in roots.allSatisfy { $0[key] == roots[0][key] } })
    for root in roots {
      if let found = try completed(root, settled, base, side) { return found }
    }
    return nil
  }

  /// Extends the exponents by those of the optional keys; nil if none scale the run.
  private func completed(
    _ root: [String: Int], _ settled: Set<String>, _ base: [String: Double], _ side: Side
  ) throws -> Found? {
    var found = Found(exponents: root, settled: settled)
    for key in optional {
      var one = base
      one[key] = values[key]
      let solutions = try search([key], one, root, side)
      guard solutions.count == 1 || solutions.count == Self.range.count else { return nil }
      found.exponents[key] = solutions[0][key]
      if solutions.count == 1 { found.settled.insert(key) }
    }
    return try isScaled(values, found.exponents, side) == .no ? nil : found
  }

  private static let range = [0, 1, -1, 2, -2]

  /// All choices of exponents for the keys that scale the run; only the exact ones if there are any.
  private func search(
    _ keys: [String], _ values: [String: Double], _ fixed: [String: Int], _ side: Side
  ) throws -> [[String: Int]] {
    var choices: [[String: Int]] = [fixed]
    for key in keys {
      choices = choices.flatMap { choice in
        Self.range.map { choice.merging([key: $0]) { $1 } }
      }
    }
    let verdicts = try choices.map { try isScaled(values, $0, side) }
    let best: Agreed = verdicts.contains(.exactly) ? .exactly : .closely
    let found = zip(choices, verdicts).filter { $0.1 == best }.map(\.0)
    guard found.count > 1 else { return found }
    // A constant below a threshold has an effect only after scaling has moved it across the threshold.
    let farther = try found.filter { choice in
      try [6, -6].allSatisfy { try isScaled(values, choice, side, by: $0) != .no }
    }
    return farther.isEmpty ? found : farther
  }

  enum Agreed { case no, closely, exactly }

  private func isScaled(
    _ values: [String: Double], _ exponents: [String: Int], _ side: Side, by power: Int = 1
  ) throws -> Agreed {
    side == .parameter
      ? try isScaled(values, history, exponents, by: power, [:], by: 0)
      : try isScaled(values, history, [:], by: 0, exponents, by: power)
  }

  /// Whether the run with x in units of 2^−p and g in units of 2^−q is the same.
  private func isScaled(
    _ values: [String: Double], _ history: History, _ parameter: [String: Int], by p: Int,
    _ gradient: [String: Int], by q: Int
  ) throws -> Agreed {
    func factor(_ key: String) -> Double {
      .power(p * (parameter[key] ?? 0) + q * (gradient[key] ?? 0))
    }
    var changed: [String: Double] = [:]
    for (key, value) in values { changed[key] = value * factor(key) }
    // If the rule refuses the scaled values, that is no evidence against the units.
    guard let rule = try? workshop.rule(changed) else { return p == 0 || q == 0 ? .no : .closely }
    var scaled = history.scaled(.power(q))
    scaled.start = history.start.map { $0 * .power(p) }
    scaled.rates = history.rates.map { $0 * factor(rateKey) }
    let expected = try workshop.rule(values).points(history).rows.map { $0.map { $0 * .power(p) } }
    let found = try rule.points(scaled).rows
    if Agreement.isKnown(expected), Agreement.isExact(expected, found) { return .exactly }
    return Agreement.holds(expected, found) ? .closely : .no
  }
}
