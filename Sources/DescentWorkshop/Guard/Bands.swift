import Descent
import DescentCatalog

/// The centres of the allowed ranges of instruction counts.
enum Bands {
  /// Instructions per recorded step of Adam on two-dimensional Rosenbrock in the run loop, per training step
  /// of a 64-64-10 perceptron at batch 32 in single precision, and per coordinate of each rule at 10,000
  /// coordinates. They were measured with Swift 6.3.1 for x86-64-v3.
  static let instructions = [
    "rosenbrock": 362.3,
    "perceptron": 245_700,
    "sgd float32": 0.833,
    "sgd float64": 1.578,
    "momentum float32": 2.025,
    "momentum float64": 4.049,
    "momentum:nesterov=true float32": 2.295,
    "momentum:nesterov=true float64": 4.574,
    "momentum:dampens_first=true float32": 2.043,
    "momentum:dampens_first=true float64": 4.070,
    "adagrad float32": 2.079,
    "adagrad float64": 4.228,
    "rmsprop float32": 5.515,
    "rmsprop float64": 13.03,
    "rmsprop:centered=true float32": 8.045,
    "rmsprop:centered=true float64": 16.08,
    "adam float32": 3.776,
    "adam float64": 7.058,
    "adam:amsgrad=true float32": 4.302,
    "adam:amsgrad=true float64": 8.092,
    "adamw float32": 3.651,
    "adamw float64": 6.808,
    "adamw:amsgrad=true float32": 4.432,
    "adamw:amsgrad=true float64": 8.098,
    // A planted rule with two sums: terms, block sums and update.
    "sums float32": 4.741,
    "sums float64": 8.487,
  ]

  /// The largest number of instructions per coordinate for a rule without a band, computed from its slots: 4
  /// for the move and 4 for each slot in single precision, twice that in double precision. The rules above
  /// take between a sixth and two thirds of this. A loop that is not vectorised takes eight times as much as
  /// theirs (four times in double precision), an unspecialised call more. Nil for a rule that is not
  /// coordinatewise.
  static func ceiling(of rule: String, _ precision: String) throws -> Double? {
    let optimizer = try Catalog.registry.optimizer(Specification(rule))
    guard let rule = optimizer as? any CoordinatewiseOptimizer else { return nil }
    return Double(4 * (1 + rule.slots.count)) * (precision == "float32" ? 1 : 2)
  }

  /// The names of the rules that have a band. The other rules are left out because running valgrind for all
  /// of them takes minutes, and because it does not support every instruction (such as a move between
  /// registers in Yogi's sign).
  static let rules = Set(
    instructions.keys.map { String($0.prefix { $0 != ":" && $0 != " " }) })

  /// The least number of vectorised loops for each rule and precision. The engine has a loop for each number
  /// of state arrays from 0 to 4.
  static let vectorLoops = 5

  /// The same for rules with sums, which also have loops for their terms, one for each number of state arrays
  /// and for up to two or up to four sums.
  static let summingVectorLoops = 15
}
