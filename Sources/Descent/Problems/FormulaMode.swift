/// The method by which the gradient of a problem is computed.
public enum FormulaMode: Sendable, Hashable, CustomStringConvertible {
  /// Written by the author.
  case written
  /// With ``Dual`` numbers, four coordinates per sweep.
  case forward
  /// With ``Traced`` numbers, in one sweep over this many operations.
  case reverse(operations: Int)

  /// The largest dimension in which formulas are differentiated in forward mode. The choice depends only
  /// on the dimension, so that a run's numbers do not depend on timings. Reverse mode is faster from 8
  /// dimensions on if elementary functions dominate, and from 32 on for cheap arithmetic; at this
  /// dimension, either mode costs at most twice the better one.
  @inlinable public static var crossover: Int { 16 }

  public var description: String {
    switch self {
    case .written: "written out"
    case .forward: "forward, \(Dual<Double>.lanes) coordinates a sweep"
    case .reverse(let operations): "reverse, \(Self.grouped(operations)) operations"
    }
  }

  /// A count with commas between groups of three digits.
  private static func grouped(_ count: Int) -> String {
    let digits = Array(String(count))
    return digits.indices.reduce(into: "") { text, i in
      if i > 0, (digits.count - i) % 3 == 0 { text += "," }
      text.append(digits[i])
    }
  }
}

extension Problem {
  /// The method by which the gradient is computed, with the number of operations at the start;
  /// nil if unknown.
  /// - Throws: the errors of compiling the objective.
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
