import Descent
import DescentCatalog
import DescentLaws

extension Catalog {
  /// The built-in schedule that a schedule without declarations is probably meant to be: the one whose name
  /// its name contains, otherwise the one with the same factors at the defaults.
  static func likely(_ schedule: some ConfigurableSchedule) -> String? {
    guard !(schedule is any ScheduleTraitDeclaring) else { return nil }
    let builtIn = registry.scheduleTypes
    return longest(builtIn.map { $0.registeredName }, in: type(of: schedule).registeredName)
      ?? builtIn.first { schedule.hasFactors(of: $0.init()) }?.registeredName
  }
}
