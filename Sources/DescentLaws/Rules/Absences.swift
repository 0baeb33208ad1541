extension RuleCase {
  /// Whether each tensor has a gradient at each step; nil if every tensor always has one, as in two of three
  /// cases.
  var absences: [[Bool]]? {
    guard aux % 3 == 1, !sizes.isEmpty else { return nil }
    var choices = choices
    return gradients.map { _ in sizes.map { _ in choices.isTrue(probability: 0.7) } }
  }

  /// The index of the tensor of each coordinate.
  var tensors: [Int] { sizes.enumerated().flatMap { Array(repeating: $0, count: $1) } }

  /// A description of the absences.
  static func text(_ present: [[Bool]]?) -> String {
    guard let present else { return "" }
    let places = present.enumerated().flatMap { step, flags in
      flags.indices.filter { !flags[$0] }.map { "tensor \($0) at step \(step + 1)" }
    }
    guard !places.isEmpty else { return "" }
    return "; without a gradient "
      + (places.count <= 4
        ? places.joined(separator: ", ")
        : places.prefix(4).joined(separator: ", ") + " and \(places.count - 4) more")
  }
}
