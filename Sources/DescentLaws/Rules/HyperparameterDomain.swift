import Descent

/// The values that may be drawn for a hyperparameter: a small grid that includes awkward values. Shrinking
/// aims at the first one.
package struct HyperparameterDomain: Sendable, Hashable {
  package let key: String
  package let grid: [String]
  /// The default value.
  package let standard: String
  /// The allowed interval of a number; nil for flags and named choices.
  package let range: AllowedRange?
  /// The declared kind of the hyperparameter; nil if none is declared.
  package let kind: HyperparameterKind?
  /// Whether the values are known to be integers.
  package var isWhole = false
  package var isFlag: Bool { grid == ["false", "true"] }
  /// Whether the value is fixed by the user, so that no other is drawn.
  package let isHeld: Bool
  var isNumber: Bool { Double(standard) != nil }

  package init(
    key: String, grid: [String], standard: String, range: AllowedRange? = nil,
    kind: HyperparameterKind? = nil, isHeld: Bool = false
  ) {
    self.key = key
    self.grid = grid
    self.standard = standard
    self.range = range
    self.kind = kind
    self.isHeld = isHeld
  }

  /// The domain of a declared hyperparameter, from its kind, type and range.
  package init(_ description: HyperparameterDescription) {
    let range = description.range
    let standard = description.value
    let numbers: [Double] =
      switch description.kind {
      case .learningRate: [1, 0.5, 0.1, 0.01, 0.001]
      // A large stabilizer shows where it is added in the formula.
      case .stabilizer: [0.5, 0.001, 1e-8]
      // A default this small keeps a divisor away from 0, even if no kind is declared.
      case nil where Self.isTiny(standard): [0.5, 0.001, 1e-8]
      case _ where range.upper == 1 && !range.includesUpper: [0.5, 0.75, 0.9, 0.99, 0]
      case _ where range.upper == 1: [0, 0.5, 0.25]
      // Counts, such as the steps of a cycle.
      case _ where description.isWhole && range.lower >= 1:
        [range.lower, range.lower + 1, range.lower + 2]
      // Counts that may be 0, such as the steps of a warm-up.
      case _ where description.isWhole && range.lower == 0: [0, 2, 3, 5]
      case _ where range.lower.isFinite && !range.includesLower:
        [range.lower + 1, range.lower + 0.5, range.lower + 2]
      default: [0, 0.5, 0.25, 0.01]
      }
    if !description.choices.isEmpty {
      self.init(
        key: description.key, grid: description.choices, standard: standard,
        kind: description.kind)
    } else if Double(standard) != nil {
      var grid = numbers.filter(range.contains).map(\.hyperparameterText)
      if description.isWhole { grid = grid.filter { Int($0) != nil } }
      if !grid.contains(standard), description.kind != .learningRate { grid.append(standard) }
      self.init(
        key: description.key, grid: grid, standard: standard, range: range,
        kind: description.kind)
    } else {
      self.init(key: description.key, grid: [standard], standard: standard)
    }
  }

  /// The domain reduced to one value, if the settings hold it.
  func holding(_ settings: [(key: String, text: String)]) -> HyperparameterDomain {
    guard let text = settings.first(where: { $0.key == key })?.text else { return self }
    return HyperparameterDomain(
      key: key, grid: [text], standard: text, range: range, kind: kind, isHeld: true)
  }

  /// The domain with an additional number far above the default if its range has no upper bound, because an
  /// undocumented limit shows only there.
  var reachingFar: HyperparameterDomain {
    guard kind == nil, !isHeld, let range, let number = Double(standard),
      range.upper.isInfinite
    else { return self }
    let far = 100 * max(1, abs(number))
    var domain = HyperparameterDomain(
      key: key, grid: grid + [isWhole ? String(Int(far)) : far.hyperparameterText],
      standard: standard, range: range, kind: kind)
    domain.isWhole = isWhole
    return domain
  }

  private static func isTiny(_ standard: String) -> Bool {
    Double(standard).map { $0 > 0 && $0 <= 1e-4 } ?? false
  }

  /// A random value of the grid; a flag is true with probability ¼.
  func value(_ draw: inout Draw) -> String {
    if isFlag { return draw.isTrue(probability: 0.25) ? "true" : "false" }
    return draw.element(of: grid)
  }

  /// A uniformly random value in the allowed interval, at most 9 above its lower end (or above −3 if the
  /// lower end is less), and never an end, which may be open.
  func spreadValue(_ draw: inout Draw) -> String {
    guard let range, isNumber, !isHeld else { return value(&draw) }
    let low = max(range.lower, -3)
    let number = low + (min(range.upper, low + 9) - low) * (0.01 + 0.98 * draw.uniform())
    return isWhole ? String(Int(number.rounded(.down))) : number.hyperparameterText
  }

  /// A value in the allowed interval on a logarithmic scale; for an upper bound of 1, the distance from 1 is
  /// logarithmic. The nightly tier uses it.
  func anyValue(_ draw: inout Draw) -> String {
    guard let range, !isHeld, Double(standard) != nil, Int(standard) == nil || range.upper <= 1
    else {
      return value(&draw)
    }
    let magnitude = Double.exp10(-5 * draw.uniform())
    let number = range.upper == 1 ? 1 - magnitude : magnitude
    return range.contains(number) ? number.hyperparameterText : value(&draw)
  }
}
