import Descent
import DescentFiles

extension ModifierLaws {
  /// `mod/definition`: the gradient that the rule receives, its moves, or the evaluated point agree with the
  /// published equation within 16 u (n + t + 4) times the sizes of the terms: the gradient, its change and
  /// the curvature times the point; or the point and its moves.
  static let definition = ModifierLaw(
    LawCard(
      "mod/definition", "definition", "the modifier is what its published equation says",
      needs: "a definition",
      catches: "norms tensor by tensor, a wrong sign, slow weights seeded late, dividing by steps"),
    Definition())

  private struct Definition: ModifierStatement {
    func verdict<T: KernelScalar & StoredScalar>(
      _ subject: ModifierSubject, _ c: ModifierCase, _ type: T.Type
    ) throws -> Verdict {
      switch try subject.traits(c).definition {
      case nil: return .inapplicable("no definition is declared")
      case .gradient(let definition):
        return try DefinitionRuns.gradient(subject, c, type, definition)
      case .tensor(let definition):
        return try DefinitionRuns.tensor(subject, c, type, definition)
      case .move(let definition):
        return try DefinitionRuns.move(subject, c, type, definition)
      case .path(let definition):
        let rates = c.drawn.gradients.map { _ in 1.0 }
        return try DefinitionRuns.path(subject, c, type, rates: rates) { start, moves, _ in
          definition(start, moves)
        }
      case .ratedPath(let definition):
        let rates = c.drawn.gradients.indices.map { c.drawn.rates[$0 % c.drawn.rates.count] }
        return try DefinitionRuns.path(subject, c, type, rates: rates, definition)
      case .average(let definition):
        let (found, _, _) = try DefinitionRuns.walk(subject, c, type)
        let sizes = found.points.reduce(found.points[0].map(abs)) {
          zip($0, $1).map { max($0, abs($1)) }
        }
        let expected = found.points.indices.map { step in
          definition(Array(found.points[...step])) ?? found.points[step]
        }
        return Comparison.compare(expected, found.averages, "the evaluated point") { t, i, _ in
          16 * c.precision.roundoff * Double(t + 5) * sizes[i]
        }
      }
    }
  }
}
