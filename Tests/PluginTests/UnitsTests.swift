import Descent
import DescentCatalog
import Testing

/// If parameters are measured in units 2^p times smaller and gradients 2^q, and every hyperparameter
/// is converted by its own unit, the whole trajectory must scale: powers of two commute with every
/// rounding, so to the last bit. Any hidden constant or hidden single precision breaks this.
@Suite struct UnitsTests {
  /// The unit of each hyperparameter as powers of those of the parameters and of the gradients.
  static let units: [String: [String: (x: Int, g: Int)]] = [
    "sgd": ["lr": (1, -1), "weight_decay": (-1, 1)],
    "momentum": ["lr": (1, -1), "weight_decay": (-1, 1)],
    "adagrad": [
      "lr": (1, 0), "eps": (0, 1), "initial_accumulator_value": (0, 2), "weight_decay": (-1, 1),
    ],
    "rmsprop": ["lr": (1, 0), "eps": (0, 1), "weight_decay": (-1, 1)],
    "adam": ["lr": (1, 0), "eps": (0, 1), "weight_decay": (-1, 1)],
    // The decay is multiplied by the rate: together they are a number.
    "adamw": ["lr": (1, 0), "eps": (0, 1), "weight_decay": (-1, 0)],
  ]

  static func power(_ exponent: Int) -> Double {
    Double(sign: .plus, exponent: exponent, significand: 1)
  }

  static func scalesWithUnits(
    _ rule: RuleCase, p: Int, q: Int, units: [String: (x: Int, g: Int)]
  ) throws -> Bool {
    var scaled = try rule.make().specification
    scaled.settings = scaled.settings.map { key, text in
      guard let unit = units[key], let value = Double(text) else { return (key, text) }
      return (key, String(value * power(unit.x * p + unit.g * q)))
    }
    let stream = Stream<Double>(count: 9, steps: 8, seed: 21)
    let converted = Stream(
      start: stream.start.map { $0 * power(p) },
      gradients: stream.gradients.map { $0.map { $0 * power(q) } })
    let expected = try stream.points(rule.make()).map { $0.map { $0 * power(p) } }
    return same(expected, try converted.points(Catalog.registry.optimizer(scaled)))
  }

  static let exponents = [(3, 0), (0, 5), (-20, 7), (200, -150), (-150, 200)]

  @Test("scales with the units, bit for bit", arguments: RuleCase.all, exponents)
  func scales(rule: RuleCase, exponents: (Int, Int)) throws {
    let units = try #require(Self.units[rule.make().specification.name])
    let (p, q) = exponents
    #expect(try Self.scalesWithUnits(rule, p: p, q: q, units: units))
  }

  @Test("would notice a hyperparameter that is not converted")
  func mutants() throws {
    for (name, hyperparameter) in [
      ("sgd:lr=0.1", "lr"), ("adam:lr=0.1,eps=0.5", "eps"),
      ("adagrad:lr=0.1,initial_accumulator_value=0.25", "initial_accumulator_value"),
      ("adamw:lr=0.1,weight_decay=0.25", "weight_decay"),
    ] {
      let rule = RuleCase(spec: name)
      var units = try #require(Self.units[rule.make().specification.name])
      units[hyperparameter] = nil
      #expect(try !Self.scalesWithUnits(rule, p: 3, q: 5, units: units), "\(name)")
    }
  }
}
