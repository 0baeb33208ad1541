import Descent
import DescentCatalog
import Testing

@Suite struct RuleStateTests {
  static let buffers: [(spec: String, buffers: [String], scalars: [String])] = [
    ("sgd", [], []),
    ("momentum", ["velocity"], ["step"]),
    ("momentum:nesterov=true", ["velocity"], ["step"]),
    ("adagrad", ["accumulator"], ["step"]),
    ("rmsprop", ["square_average"], []),
    ("rmsprop:momentum=0.5", ["square_average", "buffer"], []),
    ("rmsprop:centered=true", ["square_average", "average"], []),
    ("rmsprop:centered=true,momentum=0.5", ["square_average", "average", "buffer"], []),
    ("adam", ["first_moment", "second_moment"], ["beta1_power", "beta2_power"]),
    (
      "adam:amsgrad=true", ["first_moment", "second_moment", "largest_second_moment"],
      ["beta1_power", "beta2_power"]
    ),
    ("adamw", ["first_moment", "second_moment"], ["beta1_power", "beta2_power"]),
    (
      "adamw:amsgrad=true", ["first_moment", "second_moment", "largest_second_moment"],
      ["beta1_power", "beta2_power"]
    ),
  ]

  @Test("names its buffers and weighs them", arguments: buffers)
  func names(spec: String, buffers: [String], scalars: [String]) throws {
    let rule = try RuleCase(spec: spec).make()
    let state = try Stepper<Double>(rule, .vector(10)).state
    #expect(state.layout.buffers.map(\.slot.name) == buffers)
    #expect(state.layout.scalars.map(\.name) == scalars)
    #expect(state.byteCount == 80 * buffers.count + 8 * scalars.count)
    let single = try Stepper<Float>(rule, .vector(10)).state
    #expect(single.byteCount == 40 * buffers.count + 8 * scalars.count)
    for name in buffers { #expect(state[name]?.count == 10) }
    #expect(state["nothing"] == nil)
  }

  @Test("lets every buffer and scalar bear on later steps", arguments: RuleCase.all)
  func liveness(rule: RuleCase) throws {
    let stream = Stream<Double>(count: 5, steps: 6, seed: 41)
    let plain = try stream.points(rule.make())
    let state = try Stepper<Double>(rule.make(), .vector(5)).state
    func runPerturbed(_ perturb: (inout OptimizerState<Double>) -> Void) throws -> [[Double]] {
      var (stepper, x) = (try Stepper<Double>(rule.make(), .vector(5)), stream.start)
      return stream.gradients.enumerated().map { t, g in
        if t == 1 { perturb(&stepper.state) }
        stepper.step(&x, gradient: g)
        return x
      }
    }
    for buffer in state.layout.buffers {
      let perturbed = try runPerturbed { state in
        for i in buffer.range { state.storage[i] += 1 }
      }
      #expect(same(perturbed, plain) == isDead(buffer.slot.name, rule), "\(buffer.slot.name)")
    }
    for (i, scalar) in state.layout.scalars.enumerated() {
      let perturbed = try runPerturbed { $0.scalars[i] -= 1 }
      #expect(same(perturbed, plain) == isDead(scalar.name, rule), "\(scalar.name)")
    }
  }

  /// What some options leave without an effect: an average that keeps nothing, a count unused.
  private func isDead(_ slot: String, _ rule: RuleCase) -> Bool {
    switch slot {
    case "first_moment", "beta1_power": rule.spec.contains("beta1=0,")
    case "second_moment", "beta2_power": rule.spec.contains("beta2=0,")
    case "step" where rule.spec.hasPrefix("adagrad"): !rule.spec.contains("lr_decay")
    case "step": !rule.spec.contains("dampening") || rule.spec.contains("dampens_first")
    default: false
    }
  }

  @Test("keeps no state of empty parameters, and steps over them", arguments: RuleCase.all)
  func empty(rule: RuleCase) throws {
    for layout in [Layout.vector(0), Layout([]), Layout([(name: "a", shape: [3, 0])])] {
      var stepper = try Stepper<Double>(rule.make(), layout)
      var x: [Double] = []
      stepper.step(&x, gradient: [])
      #expect(x == [] && stepper.state.storage == [])
    }
  }
}
