extension Run {
  /// The default specifications of all components of a run, by name.
  static func defaults(
    of problem: any Problem, _ optimizer: any Optimizer, _ schedule: any Schedule
  ) -> [String: Specification] {
    var found: [String: Specification] = [:]
    func add(_ thing: Any) {
      switch thing {
      case let modified as Modified:
        add(modified.rule)
        for stage in modified.stages { add(stage) }
      case let groups as Grouped:
        for part in groups.parts { add(part.rule) }
      case let scheduled as Scheduled: add(scheduled.rule)
      case let wrapper as any ProblemWrapper: add(wrapper.base)
      default: break
      }
      guard let type = type(of: thing) as? any Configurable.Type else { return }
      let defaults = type.init().specification
      found[defaults.name] = defaults
    }
    add(problem)
    add(optimizer)
    add(schedule)
    return found
  }
}
