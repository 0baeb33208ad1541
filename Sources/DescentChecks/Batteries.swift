import Descent
import DescentCatalog
import DescentLaws

extension Catalog {
  /// The batteries of all built-in optimizers, schedules, problems and modifiers, of averaging, and of the
  /// plateau schedule.
  package static let batteries: [Battery] =
    ruleSubjects.map { Battery($0) }
    + registry.scheduleTypes.map { Battery($0) } + registry.problemTypes.map { battery($0) }
    + registry.modifierTypes.map { battery($0) }
    + AveragingSubject.builtIn.map {
      Battery(kind: "averaging", subject: $0, laws: AveragingLaws.all)
    }
    + PlateauSubject.builtIn.map { Battery(kind: "plateau", subject: $0, laws: PlateauLaws.all) }

  /// The laws of a modifier, and for a built-in modifier also the laws that are specific to it.
  /// - Parameter held: settings that every case has; the modifier-specific laws choose their own.
  package static func battery(
    _ type: any Modifier.Type, holding held: [(key: String, text: String)] = []
  ) -> Battery {
    let name = type.card.name
    guard held.isEmpty, registry.modifierTypes.contains(where: { $0 == type }) else {
      return Battery(type, holding: held)
    }
    let own =
      ClippingSubject.builtIn.filter { $0.name == name }.map {
        Battery(kind: "clipping", subject: $0, laws: ClippingLaws.all)
      }
      + AccumulationSubject.builtIn.filter { $0.name == name }.map {
        Battery(kind: "accumulation", subject: $0, laws: AccumulationLaws.all)
      }
    return Battery(kind: "modifier", name: name, of: own + [Battery(type)])
  }

  /// The laws of a problem.
  /// - Parameter held: settings that every case has.
  package static func battery<Kind: ConfigurableProblem>(
    _ type: Kind.Type, holding held: [(key: String, text: String)] = []
  ) -> Battery { Battery(type, grids: grids(type), holding: held) }

  /// Runs classifiers on the small data set and on generated points only, because the laws need no more. A
  /// plugin's problem gets no grid, because the meaning of its `data` is unknown.
  private static func grids(_ type: any ConfigurableProblem.Type) -> [String: [String]] {
    guard registry.problemTypes.contains(where: { $0 == type }) else { return [:] }
    let keys = type.init().hyperparameters.map(\.key)
    return keys.contains("data")
      ? ["data": ["iris", "blobs"], "hidden": ["3"]] : [:]
  }
}
