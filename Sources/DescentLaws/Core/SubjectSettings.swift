import Descent

// Where each kind of case keeps the settings of what it is about.

extension RuleCase {
  public var subjectSettings: Specification {
    get { rule }
    set { rule = newValue }
  }
}

extension ModifierCase {
  public var subjectSettings: Specification {
    get { drawn.rule }
    set { drawn.rule = newValue }
  }
}

extension ScheduleCase {
  public var subjectSettings: Specification {
    get { schedule }
    set { schedule = newValue }
  }
}

extension ProblemCase {
  public var subjectSettings: Specification {
    get { problem }
    set { problem = newValue }
  }
}
