/// How the gradient of a problem is found.
public enum FormulaMode: Sendable, Hashable, CustomStringConvertible {
  /// Its author has written it out.
  case written
  /// By ``Dual`` numbers, four coordinates a sweep.
  case forward
  /// By ``Traced`` numbers, in one sweep over this many operations.
  case reverse(operations: Int)

  /// The largest dimension in which formulas are differentiated forward. By the dimension alone, so that
  /// a run's numbers do not depend on a clock: reverse mode is quicker from 8 dimensions on where
  /// elementary functions dominate, from 32 on for cheap arithmetic, and either costs at most twice the
  /// better one here.
  @inlinable public static var crossover: Int { 16 }

  public var description: String {
    switch self {
    case .written: "written out"
    case .forward: "forward, \(Dual<Double>.lanes) coordinates a sweep"
    case .reverse(let operations): "reverse, \(Self.grouped(operations)) operations"
    }
  }

  /// A count with its thousands set apart.
  private static func grouped(_ count: Int) -> String {
    let digits = Array(String(count))
    return digits.indices.reduce(into: "") { text, i in
      if i > 0, (digits.count - i) % 3 == 0 { text += "," }
      text.append(digits[i])
    }
  }
}

extension Problem {
  /// How the gradient is found, with the operations at the start; nil where nobody has said.
  /// - Throws: what compiling the objective throws.
  public var gradientMode: FormulaMode? {
    get throws {
      if let wrapper = self as? any ProblemWrapper { return try wrapper.base.gradientMode }
      if self is any AnalyticProblem { return .written }
      guard self is any FormulaProblem else { return nil }
      guard dimension > FormulaMode.crossover else { return .forward }
      let objective = try Double.makeObjective(self)
      var gradient = start(seed: 0)
      _ = objective.valueAndGradient(start(seed: 0), &gradient)
      return objective.operationCount.map { .reverse(operations: $0()) }
    }
  }
}
