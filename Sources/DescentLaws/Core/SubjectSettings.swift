import Descent

// Where each kind of case stores the settings of its subject.

extension RuleCase {
  package var subjectSettings: Specification {
    get { rule }
    set { rule = newValue }
  }
}

extension ModifierCase {
  package var subjectSettings: Specification {
    get { drawn.rule }
    set { drawn.rule = newValue }
  }
}

extension ScheduleCase {
  package var subjectSettings: Specification {
    get { schedule }
    set { schedule = newValue }
  }
}

extension ProblemCase {
  package var subjectSettings: Specification {
    get { problem }
    set { problem = newValue }
  }
}
