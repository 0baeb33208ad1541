import Descent

/// A schedule as a subject of the battery, with the combinators that join it to others.
package struct ScheduleSubject: LawSubject {
  package let name: String
  package private(set) var domains: [HyperparameterDomain]
  package var make: @Sendable (Specification) throws -> any Schedule
  /// What it is claimed to be.
  var claim: ScheduleClaim?
  /// A linear warm-up before a schedule.
  package var warmedUp: @Sendable (any Schedule, _ steps: Int) -> any Schedule = {
    $0.warmedUp(steps: $1)
  }
  /// A schedule times a constant.
  package var scaled: @Sendable (any Schedule, _ factor: Double) -> any Schedule = {
    $0.scaled(by: $1)
  }
  /// A schedule after some steps of another.
  package var then:
    @Sendable (_ first: any Schedule, _ steps: Int, _ next: any Schedule) -> any Schedule = {
      $0.then($2, after: $1)
    }

  /// - Parameter made: replaces the schedule with these settings, such as by a wrong one; by default the
  ///   schedule itself.
  package init<Kind: ConfigurableSchedule>(
    _ type: Kind.Type, name: String? = nil,
    as made: @escaping @Sendable (Kind) -> any Schedule = { $0 }
  ) {
    self.name = name ?? Kind.registeredName
    domains = Kind().hyperparameters.map(Self.domain)
    make = { made(try Kind(settings: $0.settings)) }
  }

  /// The schedule with some settings held fixed in every drawn case.
  package func holding(_ settings: [(key: String, text: String)]) -> ScheduleSubject {
    var subject = self
    subject.domains = domains.map { $0.holding(settings) }
    return subject
  }

  /// The schedule with some of its hyperparameters only; the others keep their defaults.
  func restricted(to isDrawn: (HyperparameterDomain) -> Bool) -> ScheduleSubject {
    var subject = self
    subject.domains = domains.filter(isDrawn)
    return subject
  }

  /// The settings of a case, and the defaults of the hyperparameters that it does not name.
  func completed(_ settings: Specification) -> Specification {
    var result = Specification(name: name)
    for domain in domains { result[set: domain.key] = settings[domain.key] ?? domain.standard }
    return result
  }

  /// Whether it has a hyperparameter of this name.
  func has(_ key: String) -> Bool { domains.contains { $0.key == key } }

  /// The domain of a schedule's hyperparameter: for a number of steps, values from 0 to effectively endless.
  private static func domain(_ description: HyperparameterDescription) -> HyperparameterDomain {
    let range = description.range
    let (key, standard) = (description.key, description.value)
    if !description.choices.isEmpty {
      return HyperparameterDomain(key: key, grid: description.choices, standard: standard)
    }
    let numbers: [Double] =
      description.isWhole
      ? [10, 1, 2, 3, 0, 12, 100, 271, 0x1p40, 0x1p63]
      : range.upper == 1 ? [0.5, 0, 1, 0.25, 0.1, 0.9] : [2, 1, 0.5, 25, 0.01, 1e4]
    if description.isWhole || Double(standard) != nil {
      var grid = numbers.filter(range.contains).map {
        description.isWhole ? String(Int(exactly: $0) ?? .max) : $0.hyperparameterText
      }
      if !grid.contains(standard) { grid.append(standard) }
      return HyperparameterDomain(key: key, grid: grid, standard: standard, range: range)
    }
    // The remaining kind of hyperparameter is a list of steps.
    let lists = ["2-5", "1", "none", "1-2-3", "7-100", "3-1099511627776", "9223372036854775807"]
    return HyperparameterDomain(key: key, grid: lists, standard: standard, range: range)
  }

  /// The schedule of a case, including its warm-up, delay and scale.
  func schedule(_ c: ScheduleCase) throws -> any Schedule {
    var schedule = try make(c.schedule)
    if c.warmup > 0 { schedule = warmedUp(schedule, c.warmup) }
    if c.delay > 0 { schedule = then(Constant(), c.delay, schedule) }
    return c.scale == 1 ? schedule : scaled(schedule, c.scale)
  }

  /// The traits of the schedule of a case.
  ///
  /// They are the traits that the library's own combinators derive from the declared ones, even if this
  /// subject combines differently.
  /// - Throws: ``Inapplicable`` if none are declared.
  func traits(_ c: ScheduleCase) throws -> ScheduleTraits {
    var schedule = try claim.map { try $0.schedule(at: c.schedule) } ?? make(c.schedule)
    guard schedule is any ScheduleTraitDeclaring else {
      throw Inapplicable("no traits are declared")
    }
    if c.warmup > 0 { schedule = schedule.warmedUp(steps: c.warmup) }
    if c.delay > 0 { schedule = Constant().then(schedule, after: c.delay) }
    if c.scale != 1 { schedule = schedule.scaled(by: c.scale) }
    var traits = (schedule as? any ScheduleTraitDeclaring)!.traits
    // A length that the claimed schedule lacks cannot be multiplied.
    if !traits.times.allSatisfy(has) { (traits.times, traits.timeScales) = ([], []) }
    return traits
  }
}
