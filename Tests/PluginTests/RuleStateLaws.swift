import Descent

extension RuleLaw {
  private static let pair = Layout([(name: "a", shape: [2, 3]), (name: "b", shape: [5])])

  static let absence = RuleLaw(
    statement: "leaves a tensor without a gradient and its whole state alone",
    mutant: IgnoresAbsence()
  ) { rule in
    let stream = Stream<Double>(count: 11, steps: 4, seed: 12)
    var stepper = try Stepper<Double>(rule, pair)
    var x = stream.start
    stepper.step(&x, gradient: stream.gradients[0])
    for step in 1..<4 {
      let (before, state) = (x, stepper.state)
      stepper.step(&x, gradient: stream.gradients[step], present: [false, true])
      let keepsPoint = same(Array(x[..<6]), Array(before[..<6]))
      let keepsBuffers = state.layout.buffers.allSatisfy { buffer in
        let a = buffer.offset..<(buffer.offset + 6)
        return same(Array(state.storage[a]), Array(stepper.state.storage[a]))
      }
      let keepsScalars = state.layout.scalars.indices.allSatisfy {
        !state.layout.scalars[$0].name.hasSuffix("[a]")
          || state.scalars[$0] == stepper.state.scalars[$0]
      }
      guard keepsPoint, keepsBuffers, keepsScalars else { return false }
    }
    return true
  }

  /// With it, bias corrections and decays of the rate go by a tensor's own steps.
  static let tensorTime = RuleLaw(
    statement: "takes a step without a gradient as no step at all", mutant: IgnoresAbsence()
  ) { rule in
    let stream = Stream<Double>(count: 11, steps: 6, seed: 13)
    let present = [[true, true], [true, false], [false, true], [false, false], [true, true]]
    var stepper = try Stepper<Double>(rule, pair)
    var x = stream.start
    for (step, flags) in present.enumerated() {
      stepper.step(&x, gradient: stream.gradients[step], present: flags)
    }
    return try pair.tensors.indices.allSatisfy { tensor in
      let range = pair.tensors[tensor].range
      var alone = stream.selecting(Array(range))
      alone.gradients = present.indices.filter { present[$0][tensor] }.map { alone.gradients[$0] }
      return same(Array(x[range]), try alone.points(rule).last ?? [])
    }
  }

  static let fork = RuleLaw(
    statement: "keeps no state but the stepper's: a fork disturbs neither branch",
    mutant: SecretlyStateful()
  ) { rule in
    let stream = Stream<Double>(count: 7, steps: 6, seed: 14)
    let whole = try stream.points(rule)
    var (stepper, x) = (try Stepper<Double>(rule, .vector(7)), stream.start)
    for g in stream.gradients[..<3] { stepper.step(&x, gradient: g) }
    var (fork, y) = (stepper, x)
    for g in stream.gradients[3...] {
      fork.step(&y, gradient: g.map { $0 + 1 })
      stepper.step(&x, gradient: g)
    }
    return same(x, whole[5])
  }

  static let replay = RuleLaw(
    statement: "replays bit for bit from an earlier state put back", mutant: SecretlyStateful()
  ) { rule in
    let stream = Stream<Double>(count: 7, steps: 6, seed: 15)
    var (stepper, x) = (try Stepper<Double>(rule, .vector(7)), stream.start)
    for g in stream.gradients[..<3] { stepper.step(&x, gradient: g) }
    let (state, y) = (stepper.state, x)
    for g in stream.gradients[3...] { stepper.step(&x, gradient: g) }
    let first = (x, stepper.state)
    (stepper.state, x) = (state, y)
    for g in stream.gradients[3...] { stepper.step(&x, gradient: g) }
    return same(x, first.0) && stepper.state == first.1
  }

  static let constancy = RuleLaw(
    statement: "leaves the caller's gradient as it is", mutant: WritesGradient()
  ) { rule in
    let stream = Stream<Double>(count: 17, steps: 3, seed: 16)
    var (stepper, x) = (try Stepper<Double>(rule, .vector(17)), stream.start)
    return stream.gradients.allSatisfy { g in
      let before = g.map(\.bitPattern)
      stepper.step(&x, gradient: g)
      return g.map(\.bitPattern) == before
    }
  }
}
