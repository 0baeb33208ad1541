import Descent

extension Workbench {
  /// `; momentum, rmsprop and 5 others have it`, to follow a key that the optimizer lacks: the built-in rule of
  /// that name first. Empty where no rule has the key.
  func owners(ofKey key: String) -> String {
    let names = registry.optimizers.filter { $0.hyperparameters.contains { $0.key == key } }
      .map(\.card.name)
    guard !names.isEmpty else { return "" }
    let sorted = names.filter { $0 == key } + names.filter { $0 != key }
    let shown = sorted.prefix(names.count == 3 ? 3 : 2)
    let rest = names.count - shown.count
    let list = Array(shown) + (rest > 0 ? [rest == 1 ? "another one" : "\(rest) others"] : [])
    let text =
      list.count == 1
      ? list[0] : list.dropLast().joined(separator: ", ") + " and " + list[list.count - 1]
    return "; \(text) \(names.count == 1 ? "has" : "have") it"
  }
}
