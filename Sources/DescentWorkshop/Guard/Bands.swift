import Descent
import DescentCatalog

/// The middles of the bands.
enum Bands {
  /// A step of Adam on two-dimensional Rosenbrock through the run loop, recorded; a training step of a
  /// perceptron 64-64-10 at batch 32, in single precision; a coordinate of each rule at 10,000
  /// coordinates. Built with Swift 6.3.1 for x86-64-v3.
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

  /// The most instructions a coordinate of a rule that has no band, from the slots that it keeps: 4 for
  /// the move and 4 for each slot in single precision, twice that in double precision. The rules above
  /// take between a sixth and two thirds of it; a loop that is not vectorised takes eight times (four
  /// times) as much as theirs, an unspecialised call more. Nil for a rule that is not coordinatewise.
  static func ceiling(of rule: String, _ precision: String) throws -> Double? {
    let optimizer = try Catalog.registry.optimizer(Specification(rule))
    guard let rule = optimizer as? any CoordinatewiseOptimizer else { return nil }
    return Double(4 * (1 + rule.slots.count)) * (precision == "float32" ? 1 : 2)
  }

  /// The rules that have a band, by name: a run of valgrind for every other one, too, takes minutes, and it
  /// does not know every instruction (of Yogi's sign, a move between registers).
  static let rules = Set(
    instructions.keys.map { String($0.prefix { $0 != ":" && $0 != " " }) })

  /// The engine has a loop for each number of state arrays from 0 to 4: as many at least must be
  /// vectorised for each rule and precision.
  static let vectorLoops = 5

  /// A rule with sums has those loops, and for its terms one for each number of state arrays and for up
  /// to two or four sums.
  static let summingVectorLoops = 15
}
