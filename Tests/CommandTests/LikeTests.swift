import Foundation
import Testing

/// Tests `check --like`, which names the rule that is meant.
@Suite("The option --like") struct LikeTests {
  /// Adam in another algebraic form, with ε fixed and without decay.
  private func adam(
    share: String = "1 - beta1", root: String = "(s[1] / T(c.second)).squareRoot() + T(1e-8)",
    beta1: String = "@Hyperparameter(\"decay of the mean\", in: 0..<1) var beta1 = 0.9"
  ) -> String {
    """
    import Descent

    struct MyAdam: CoordinatewiseOptimizer {
      @Hyperparameter("learning rate", in: 0...) var learningRate = 0.001
      \(beta1)
      @Hyperparameter("decay of the squares", in: 0..<1) var beta2 = 0.999
      static let card = Card(
        name: "my_adam", summary: "Adam again", formula: "as in the paper", source: "Kingma 2015")
      struct Constants { let rate, first, second: Double }
      var slots: [StateSlot] { ["mean", "square"] }
      var counters: [StateSlot] { ["steps"] }
      func constants(rate: Double, counters: inout Counters) -> Constants {
        counters[0] += 1
        func correction(_ decay: Double) -> Double {
          if decay == 0 { return 1 }
          return -Double.expMinusOne(counters[0] * Double.log(decay))
        }
        return Constants(rate: rate, first: correction(beta1), second: correction(beta2))
      }
      func update<T: KernelScalar>(
        _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
      ) {
        s[0] += T(\(share)) * (g - s[0])
        s[1] = T(beta2) * s[1] + T(1 - beta2) * (g * g)
        x -= T(c.rate) * (s[0] / T(c.first)) / (\(root))
      }
    }

    let plugin = Plugin(MyAdam.self)
    """
  }

  private func check(_ source: String, _ options: String) throws -> Invocation {
    let place = try Workplace()
    try place.write(source, to: "Mine.swift")
    return try Program.run("check Mine.swift \(options)", in: place)
  }

  @Test("A right rule in another form is like its model") func right() throws {
    let result = try check(adam(), "--like adam --cases 40")
    #expect(result.status == 0, "\(result.output)")
    #expect(result.output.contains("my_adam like adam: "))
    let passed = result.output.components(separatedBy: "\n\n").first { $0.contains("passed, ") }
    let laws = Set((passed ?? "").split { " \n".contains($0) }.map(String.init))
    #expect(laws.isSuperset(of: ["O1", "R4", "C1", "F1"]), "\(laws)")
  }

  @Test(
    "A lawful rule that differs from its model is rejected",
    arguments: [
      ("1 - beta1 * beta1", "(s[1] / T(c.second)).squareRoot() + T(1e-8)"),
      ("1 - beta1", "(s[1] / T(c.second) + T(1e-8)).squareRoot()"),
      ("1 - beta1", "(s[1] / T(c.second)).squareRoot() + T(1e-6)"),
      ("1 - beta1", "s[1].squareRoot() + T(1e-8)"),
    ])
  func wrong(share: String, root: String) throws {
    let result = try check(adam(share: share, root: root), "--like adam")
    #expect(result.status == 1)
    #expect(result.output.contains("replay with: descent check Mine.swift --like adam --law "))
  }

  @Test("Settings of the claim replace keys that the rule lacks, and are held if it has them")
  func settings() throws {
    let fixed = adam(beta1: "let beta1 = 0.8")
    #expect(try check(fixed, "--like adam:beta1=0.8").status == 0)
    #expect(try check(fixed, "--like adam").status == 1)
    #expect(try check(adam(), "--like adam:beta1=0.8").status == 0)
  }

  @Test("The report names what a rule may be meant to be") func likely() throws {
    let output = try check(adam(), "").output
    #expect(
      output.contains("held only to the laws of every rule; try --like adam"), "\(output)")
    // The fingerprint finds the model if the name does not.
    let renamed = adam().replacing("my_adam", with: "mine")
    #expect(!(try check(renamed, "--like adam").output.contains("try --like")))
  }

  @Test(
    "A claim that cannot be held is refused in one line",
    arguments: [
      ("adam", "rosenbrock", "neither an update rule"), ("adam", "cosine", "cannot be like"),
      ("adam", "adm", "adam"),
      ("adam", "adam:beta9=1", "beta9"), ("cosine", "adam", "cannot be like"),
      ("rosenbrock", "cosine", "cannot be like"), ("", "adam", "no rule is named"),
    ])
  func refused(name: String, like: String, words: String) async throws {
    let result = await descent("check \(name) --like \(like)")
    #expect(result.status == 64 && result.output.isEmpty, "\(result.output)")
    #expect(result.errors.contains(words) && result.errors.split(separator: "\n").count == 1)
  }
}
