import Descent
import DescentCatalog
import DescentLaws
import Testing

/// Every rule commutes with the changes of a problem that its traits say it commutes with: the run on the
/// changed problem is the changed run.
@Suite("A law of equivariance") struct EquivarianceTests {
  /// Rules that see only gradients, and have traits.
  static let rules =
    Catalog.registry.optimizerTypes.filter { type in
      let rule = type.init()
      return rule is any TraitDeclaring && !(rule is any OracleOptimizer) && rule.needs.isEmpty
    }.map { $0.card.name } + ["momentum:nesterov=true", "adam:amsgrad=true"]

  private static func rules(_ holds: (RuleTraits) -> Bool) -> [String] {
    rules.filter { text in
      let rule = (try? Specification(text)).flatMap { try? Catalog.registry.optimizer($0) }
      return (rule as? any TraitDeclaring).map { holds($0.traits) } ?? false
    }
  }

  private func run(_ problem: any Problem, _ rule: any Optimizer, _ start: [Double]) throws
    -> [[Double]]
  {
    var options = RunOptions(.steps(20))
    options.start = start
    let run = try Run<Double>(problem, rule, options: options)
    var points: [[Double]] = []
    run.finish { run in
      points.append(run.parameters)
      return true
    }
    return points
  }

  /// The rule with every constant in units of gradients 0, and its rate small.
  private func rule(_ text: String, free: Bool) throws -> (any Optimizer, RuleTraits)? {
    var specification = try Specification(text)
    if specification["lr"] == nil { specification = specification.adding("lr", .text("0.001")) }
    let rule = try Catalog.registry.optimizer(specification)
    guard let traits = (rule as? any TraitDeclaring)?.traits else { return nil }
    var keys = free ? traits.gradientConstants : []
    if let decay = traits.decay { keys.append(decay.key) }
    for key in keys { specification = specification.adding(key, .text("0")) }
    return (try Catalog.registry.optimizer(specification), traits)
  }

  @Test(
    "permuted: a coordinatewise rule, to the bit",
    arguments: rules { $0.locality == .coordinatewise })
  func permuted(text: String) throws {
    let (rule, traits) = try #require(try rule(text, free: false))
    #expect(traits.locality == .coordinatewise)
    let base = try Catalog.registry.problem(Specification("quadratic:n=7,rotated=false"))
    let problem = PermutedProblem(base, seed: 5)
    let start = (0..<7).map { Double($0) / 4 - 0.5 }
    let plain = try run(base, rule, start)
    let changed = try run(problem, rule, problem.change.preimage(start))
    #expect(changed == plain.map { problem.change.preimage($0) })
    // The permutation must change the run, or the test shows nothing.
    #expect(changed != plain)
  }

  @Test(
    "shifted: a rule that is blind to the place, up to rounding",
    arguments: rules { $0.isTranslationInvariant })
  func shifted(text: String) throws {
    let (rule, traits) = try #require(try rule(text, free: false))
    #expect(traits.isTranslationInvariant)
    let base = try Catalog.registry.problem(Specification("rosenbrock"))
    let problem = try ShiftedProblem(base, by: [0.5, -2])
    let plain = try run(base, rule, [-1.25, 1])
    let changed = try run(problem, rule, [-0.75, -1])
    for (a, b) in zip(plain, changed) {
      #expect(abs(a[0] + 0.5 - b[0]) < 1e-9 && abs(a[1] - 2 - b[1]) < 1e-9)
    }
  }

  @Test("scaled: in other units of the value a scale-free rule takes the same steps, to the bit")
  func scaled() throws {
    var count = 0
    for text in Self.rules {
      let (rule, traits) = try #require(try rule(text, free: true))
      guard traits.degree == 0 else { continue }
      count += 1
      let base = try Catalog.registry.problem(Specification("rosenbrock"))
      let problem = try ScaledProblem(base, condition: 1, exponent: 9)
      #expect(try run(base, rule, [-1.25, 1]) == run(problem, rule, [-1.25, 1]), "\(text)")
    }
    #expect(count >= 4)
  }

  @Test("rotated: gradient descent turns with the axes, Adam does not") func rotated() throws {
    let base = try Catalog.registry.problem(Specification("rosenbrock"))
    let problem = try RotatedProblem(base, reflections: 16, seed: 1)
    func distance(_ text: String) throws -> Double {
      let rule = try Catalog.registry.optimizer(Specification(text))
      let plain = try run(base, rule, [-1.25, 1])
      let changed = try run(problem, rule, problem.change.preimage([-1.25, 1]))
      let back = image(problem, changed[19])
      return zip(plain[19], back).map { abs($0 - $1) }.max()!
    }
    #expect(try distance("sgd:lr=0.001") < 1e-9)
    #expect(try distance("momentum:lr=0.001") < 1e-9)
    #expect(try distance("adam:lr=0.01") > 1e-3)
  }
}

/// The point of the inner problem that corresponds to a point.
private func image(_ problem: some TransformedProblem, _ x: [Double]) -> [Double] {
  var y = x
  x.withUnsafeBufferPointer { problem.change.apply($0.baseAddress!, &y) }
  return y
}
