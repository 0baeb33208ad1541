import Descent
import DescentCatalog
import DescentLaws

extension Catalog {
  /// The built-in schedule that one without declarations may be meant to be: the one whose name is in its
  /// name, the longest if there are several, else the one with the same factors, each at its defaults.
  static func likely(_ schedule: some ConfigurableSchedule) -> String? {
    guard !(schedule is any ScheduleTraitDeclaring) else { return nil }
    let name = type(of: schedule).registeredName.lowercased()
    let builtIn = registry.scheduleTypes.map { $0.init() as any ConfigurableSchedule }
    let names = builtIn.map { type(of: $0).registeredName }
    if let longest = names.filter(name.contains).max(by: { $0.count < $1.count }) { return longest }
    return zip(names, builtIn).first { areEqual(schedule, $0.1) }?.0
  }
}
