extension Registry {
  /// Rejects settings of a rule and its stages that change their meaning in single precision: they
  /// round out of their ranges (a decay of 0.99999999 to 1), to 0 or to infinity.
  /// - Throws: ``ConfigurationError``.
  package func checkSinglePrecision(_ specification: Specification) throws(ConfigurationError) {
    let name = specification.name
    let known =
      optimizers.first { $0.card.name == name }?.hyperparameters
      ?? modifiers.first { $0.card.name == name }?.hyperparameters ?? []
    for setting in specification.values {
      switch setting.value {
      case .text(let text):
        guard let own = known.first(where: { $0.key == setting.key }) else { continue }
        try own.checkSinglePrecision(text, owner: name)
      case .nested(let inner): try checkSinglePrecision(inner)
      case .list(let items): for item in items { try checkSinglePrecision(item) }
      }
    }
  }
}

extension HyperparameterDescription {
  func checkSinglePrecision(_ text: String, owner: String) throws(ConfigurationError) {
    guard !isWhole, choices.isEmpty, let number = Double(text), number.isFinite, number != 0 else {
      return
    }
    let rounded = Double(Float(number))
    guard rounded == 0 || rounded.isInfinite || !range.contains(rounded) else { return }
    throw .inconsistent(
      owner: owner,
      reason: "\(key)=\(text) is \(rounded.hyperparameterText) in float32 (allowed: \(allowed)); "
        + "use float64")
  }
}
