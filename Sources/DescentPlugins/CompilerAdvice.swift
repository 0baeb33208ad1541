/// What the compiler's messages about protocols mean for the author of a plugin, in a line.
enum CompilerAdvice {
  /// Texts that stand in the messages together, and what to do.
  private static let rules: [(signs: [String], advice: String)] = [
    (["parameter 'wrappedValue'"], "every hyperparameter needs a default: var name = value"),
    (
      ["'card'", "operates on an instance, not a type"],
      "card must be static: static let card = Card(…)"
    ),
    (
      ["operates on an instance, not a type"],
      "what is asked of the type must be static: write 'static' before it"
    ),
    (
      ["static", "operates on a type, not an instance"],
      "leave out 'static': it is asked of each value"
    ),
    (["requires property 'card'"], "it has no card: static let card = Card(name: …)"),
    (
      ["requires initializer 'init()'"],
      "it needs an init(): give every property a default, or write init() {}"
    ),
    (
      ["must be declared public"],
      "write 'public' before what is named, or leave it out of the type"
    ),
    (
      ["must be as accessible"],
      "write the same access level before what is named as before its type"
    ),
    (["inaccessible due to"], "leave out 'private' where the kernel must reach it"),
    (
      ["requires function 'update("],
      "it has no update that fits: func update<T: KernelScalar>(_ x: inout T, gradient g: T, "
        + "state s: inout Slots<T>, _ rate: Double)"
    ),
    (
      ["requires function 'formula"],
      "it has no formula that fits: func formula<N: FormulaNumber>(_ x: Point<N>) -> N"
    ),
    (
      ["requires function 'factor"],
      "it has no factor that fits: func factor(at step: Int) -> Double"
    ),
    (["requires property 'layout'"], "it has no layout: var layout: Layout { .vector(2) }"),
    (["requires property 'horizon'"], "it has no horizon: var horizon: Int? { nil }"),
    (
      ["requires function 'start"],
      "it has no start: func start(seed: UInt64) -> [Double] { … }"
    ),
    (
      ["to expected type", "conform"],
      "what is registered must be a rule, a schedule, a problem or a modifier: name its protocol"
    ),
    (
      ["cannot convert value of type", "'Plugin'"],
      "register the type itself: let plugin = Plugin(MyRule.self)"
    ),
  ]

  /// The first advice whose signs are all there.
  static func line(_ diagnostics: String) -> String? {
    rules.first { $0.signs.allSatisfy(diagnostics.contains) }?.advice
  }
}
