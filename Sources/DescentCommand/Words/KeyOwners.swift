import Descent

extension Workbench {
  /// `; momentum, rmsprop and 5 others have it`, to follow a key that the optimizer lacks. An optimizer with the
  /// key's name comes first. Empty if no optimizer has the key.
  func owners(ofKey key: String) -> String {
    let names = registry.optimizers.filter { $0.hyperparameters.contains { $0.key == key } }
      .map(\.card.name)
    let sorted = names.filter { $0 == key } + names.filter { $0 != key }
    return switch sorted.count {
    case 0: ""
    case 1: "; \(sorted[0]) has it"
    case 2: "; \(sorted[0]) and \(sorted[1]) have it"
    case 3: "; \(sorted[0]), \(sorted[1]) and \(sorted[2]) have it"
    default: "; \(sorted[0]), \(sorted[1]) and \(sorted.count - 2) others have it"
    }
  }
}
