import Descent

extension RuleLaws {
  /// P9: parameters and gradients in strided views, windows and any order in memory give the same numbers bit
  /// for bit, and nothing outside the views is written.
  static let views = RuleLaw(
    LawCard(
      "P9", "layout", "strided views give the same numbers, and nothing beside them is written",
      catches: "strides taken for 1, offsets lost, absent views, memory overrun",
      knownBugs: [
        "torch 2.13 CPU fused SGD, Adam, AdamW, Adagrad: strides ignored, memory overwritten",
        "bitsandbytes #1185: kernels assume row-major parameters",
        "pytorch/pytorch #118115: wrong on transposed tensors",
      ])
  ) { rule, c in
    switch c.precision {
    case .float64: try views(rule, c, Double.self)
    case .float32: try views(rule, c, Float.self)
    }
  }

  private static func views<T: KernelScalar>(
    _ rule: RuleSubject, _ c: RuleCase, _: T.Type
  ) throws -> Verdict {
    let expected = try rule.run(c)
    if let run = try rule.driver.trajectory(
      of: rule.optimizer(c), TrajectoryRequest(c), under: .strided)
    {
      // Sums over strides may be computed in another order, and it is not declared what is summed.
      return rule.locality(c) == .coordinatewise
        ? Comparison.exact(expected, run.points, "strided")
        : Comparison.near(expected, run.points, c.roundoff, "strided")
    }
    // Try windows without gaps, then windows with different strides, one of them negative.
    for isDense in [true, false] {
      var choices = c.choices
      var stepper = try Stepper<T>(rule.optimizer(c), c.layout)
      var x = Scattered<T>(c, strides: isDense ? [1] : [2, 1, 3, -2], &choices, c.start)
      var g = Scattered<T>(c, strides: isDense ? [1] : [3, 1, 2, -1], &choices, c.start)
      for step in c.gradients.indices {
        g.write(c.gradients[step], c)
        let given = g.memory
        x.memory.withUnsafeMutableBufferPointer { parameters in
          g.memory.withUnsafeBufferPointer { gradients in
            let points = x.places.map {
              MutableTensorView(
                parameters.baseAddress! + $0.base, count: $0.count, stride: $0.stride)
            }
            let slopes = g.places.map {
              TensorView(gradients.baseAddress! + $0.base, count: $0.count, stride: $0.stride)
            }
            rule.driver.step(&stepper, points, gradients: slopes, rate: c.rates[step])
          }
        }
        let layout = isDense ? "in a window" : "strided"
        let checks = [
          Comparison.exact(expected[step], x.numbers, "\(layout), step \(step + 1)"),
          Comparison.exact(
            x.gaps.map { _ in Scattered<T>.guardNumber }, x.gaps,
            "\(layout), beside the parameters after step \(step + 1)"),
          Comparison.exact(
            given.map { Double($0) }, g.memory.map { Double($0) },
            "\(layout), the gradients' memory after step \(step + 1)"),
        ]
        if let violation = checks.first(where: \.isViolation) { return violation }
      }
    }
    return .holds
  }
}
