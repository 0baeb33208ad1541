/// One-line advice for authors of plugins about the compiler's messages.
enum CompilerAdvice {
  /// Texts that must all occur in the messages, and the advice.
  private static let rules: [(signs: [String], advice: String)] = [
    (["cannot find type 'StateSlot' in scope"], "it needs its first line: import Descent"),
    (["cannot find 'Plugin' in scope"], "it needs its first line: import Descent"),
    (["cannot find operator '..' in scope"], "a range is 0...1, or 0..<1 without its end"),
    (
      ["to expected argument type 'StaticString'"],
      "what a hyperparameter means comes first: @Hyperparameter(\"meaning\", in: 0...1)"
    ),
    (
      ["property wrapper can only be applied to a 'var'"],
      "a hyperparameter is a var: its settings change it"
    ),
    (
      ["'Hyperparameter' requires that"],
      "a hyperparameter is a Double, an Int, a Bool or a text; convert it in the rule, as T(beta1)"
    ),
    (
      ["'Sendable'-conforming class"],
      "a rule is a struct: its state is in slots, which the kernel keeps"
    ),
    (
      ["has different argument labels from those required"],
      "its labels must be those that the message shows last"
    ),
    (
      ["to expected argument type 'any ", ".Type'"],
      "register the type itself: let plugin = Plugin(MyRule.self)"
    ),
    (["var 'plugin' is not concurrency-safe"], "write let: let plugin = Plugin(MyRule.self)"),
    (
      ["is not concurrency-safe because it is nonisolated"],
      "what a rule remembers is in its slots and counters, not in a global or static var"
    ),
    (
      ["requires property 'learningRate'"],
      "it needs a rate of this name: @Hyperparameter(\"learning rate\", in: 0...) "
        + "var learningRate = 0.01"
    ),
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
      ["cannot assign to value: 'g' is a 'let' constant"],
      "the gradient is not the rule's to change: take a copy, var d = g"
    ),
    (
      ["value of type 'Double' to expected argument type 'T'"],
      "a Double meets a number of type T: convert it, as T(rate)"
    ),
    (
      ["value of type 'Float' to expected argument type 'T'"],
      "a Float meets a number of type T: keep it in a Double and convert it, as T(rate)"
    ),
    (
      ["unable to type-check this expression in reasonable time"],
      "split the expression, and convert each Double in it, as T(rate)"
    ),
    (
      ["cannot find type 'Kernel"],
      "the type of a coordinate is KernelScalar: func update<T: KernelScalar>(…)"
    ),
    (
      ["missing argument for parameter 'formula'"],
      "a card has four texts: Card(name: …, summary: …, formula: …, source: …)"
    ),
    (
      ["no exact matches in call to initializer", "Hyperparameter"],
      "a hyperparameter has a meaning and a range: @Hyperparameter(\"meaning\", in: 0...1) "
        + "var name = 0.5"
    ),
    (
      ["missing argument for parameter #2 in call", "Hyperparameter"],
      "a hyperparameter has a meaning and a range: @Hyperparameter(\"meaning\", in: 0...1) "
        + "var name = 0.5"
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

  /// Elementary functions, which a rule must call as functions of its number type.
  private static let functions = [
    "exp", "log", "pow", "sqrt", "tanh", "sin", "cos", "tan", "sinh", "cosh", "atan", "cbrt",
  ]

  /// The advice whose signs all occur. If there are several, the one that occurs first, because
  /// later errors are mostly consequences of the first.
  static func line(_ diagnostics: String) -> String? {
    let missing = functions.map { name in
      (
        signs: ["cannot find '\(name)' in scope"],
        advice: "write T.\(name)(…): a function of the type of the coordinate"
      )
    }
    let found = (missing + rules).compactMap { rule -> (place: String.Index, advice: String)? in
      let places = rule.signs.compactMap { diagnostics.firstRange(of: $0)?.lowerBound }
      guard places.count == rule.signs.count, let first = places.min() else { return nil }
      return (first, rule.advice)
    }
    // Of equal positions, the first in the list: entries with several signs precede those with
    // one.
    return found.min { $0.place < $1.place }?.advice
  }
}
