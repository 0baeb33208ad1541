import Descent

/// "This schedule is that one": what the user says of a schedule that declares nothing, so that it is held to
/// the traits of a schedule that does, and to that schedule itself, step by step.
package struct ScheduleClaim: Sendable {
  /// The schedule that it is claimed to be, with its settings, as typed.
  package let text: String
  private let name: String
  private let keys: [String]
  private let make: @Sendable (Specification) throws -> any Schedule
  private let settings: [(key: String, text: String)]

  /// - Parameter settings: of the model. Hyperparameters that the claimed schedule has as well are held at
  ///   them; those that it lacks stay at these, and at the model's defaults beyond them.
  package init(_ model: ScheduleSubject, settings: [(key: String, text: String)] = []) {
    text = Specification(name: model.name, settings: settings).description
    name = model.name
    keys = model.domains.map(\.key)
    make = model.make
    self.settings = settings
  }

  /// The hyperparameters that cannot be drawn: those at which the model is meant, and those that it lacks.
  func held(of subject: ScheduleSubject) -> [(key: String, text: String)] {
    subject.domains.compactMap { domain in
      if let claimed = settings.first(where: { $0.key == domain.key }) { return claimed }
      return keys.contains(domain.key) ? nil : (key: domain.key, text: domain.standard)
    }
  }

  /// The model at the settings of a case.
  /// - Throws: that a law does not apply, where the model refuses them.
  func schedule(at own: Specification) throws -> any Schedule {
    var specification = Specification(name: name, settings: settings)
    for setting in own.settings where keys.contains(setting.key) {
      specification[set: setting.key] = setting.text
    }
    do { return try make(specification) } catch let error as ConfigurationError {
      throw Inapplicable("the model says nothing at these settings: \(error)")
    }
  }
}

extension ScheduleSubject {
  /// The schedule, held to what a claim says of it.
  package func likened(to claim: ScheduleClaim) -> ScheduleSubject {
    var subject = holding(claim.held(of: self))
    subject.claim = claim
    return subject
  }
}
