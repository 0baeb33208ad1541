import Descent

extension Folklore {
  static let adamStepBound = Folklore(
    1, "Adam's step is at most lr max(1, (1 − β₁)/√(1 − β₂)) (Kingma and Ba, §2.1).",
    results: ["ADAM-02", "ADAM-02b", "ADAM-02c", "ADAMAX-01"]
  ) { lab in
    let settings = [(0.9, 0.999), (0.9, 0.99), (0.9, 0.95)]
    let said = settings.map { max(1, (1 - $0) / (1 - $1).squareRoot()) }
    let steps = try Textbook.adam02.measured(in: lab)
    let equal = try Textbook.adam02c.measured(in: lab)[0]
    return Truth(
      "False: the tight constant at the defaults is \(steps[0], digits: 3) lr, not "
        + "\(said[0], digits: 3); it is \(steps[1], digits: 4) at (0.9, 0.99) and "
        + "\(steps[2], digits: 4) at (0.9, 0.95), where they claim \(said[1], digits: 1). Only "
        + "β₁ = β₂ bounds it by \(equal, digits: 1) lr. Adamax exceeds lr, too.",
      zip(settings, zip(said, steps)).map { betas, numbers in
        Contradiction(
          "longest step at \(betas)", said: numbers.0, .atMost(slack: 1e-9),
          measured: numbers.1)
      })
  }

  static let biasCorrection = Folklore(
    2, "Without bias correction Adam starts too slowly.", results: ["ADAM-01"]
  ) { lab in
    // The lengths of the steps under a constant gradient.
    func steps(_ rule: String, _ count: Int, isCorrected: Bool) throws -> [Double] {
      var lengths: [Double] = []
      try lab.drive(
        lab.rule(Specification(literal: rule), rate: 1), from: [0], steps: count,
        before: isCorrected ? nil : { $0.omitBiasCorrection() },
        gradient: { _, _, g in g[0] = 1 },
        after: { _, x in
          lengths.append(abs(x[0]))
          x[0] = 0
        })
      return lengths
    }
    let uncorrected = try steps("adam:eps=0", 2000, isCorrected: false)
    let largest = uncorrected.max() ?? .nan
    let place = Double((uncorrected.firstIndex(of: largest) ?? -1) + 1)
    let first = try steps("rmsprop:eps=0,alpha=0.99", 1, isCorrected: true)[0]
    return Truth(
      "The opposite at the defaults: its steps are up to \(largest, digits: 3) times too large, most "
        + "at step \(place, digits: 2). RMSprop, which has none, starts with a step of "
        + "\(first, digits: 2) lr at ρ = 0.99.",
      [
        Contradiction("step 1 / lr", said: 1, .atMost(slack: 1e-9), measured: uncorrected[0]),
        Contradiction("largest step / lr", said: 1, .atMost(slack: 1e-9), measured: largest),
        Contradiction("RMSprop's step 1 / lr", said: 1, .atMost(slack: 1e-9), measured: first),
      ])
  }

  static let adamAtSaddles = Folklore(
    9, "Adam moves at most lr a step near a saddle.", results: ["SAD-04"]
  ) { lab in
    let said = try Textbook.sad04.predictions()[1].value
    let steps = try Textbook.sad04.measured(in: lab)[1]
    return Truth(
      "It takes \(steps, digits: 2) steps for \(said, digits: 3) lr, since growing gradients give steps "
        + "above lr.",
      [Contradiction("steps to a distance", said: said, .atLeast(slack: 0), measured: steps)])
  }

  static let hoveringSharpness = Folklore(
    10, "Sharpness hovers at the threshold, with momentum and preconditioning too.",
    results: ["ADAM-06a", "ADAM-06b", "EOS-04", "EOS-05"]
  ) { lab in
    let limit = try Textbook.adam06a.predictions()[2].value
    let ratio = try Textbook.adam06b.measured(in: lab)[0]
    return Truth(
      "Nearly, for Adam: its preconditioned curvature, said to be at \(limit, digits: 2)/lr, is on a "
        + "quadratic at \(ratio, digits: 2) of that. Networks trained with a large momentum are "
        + "thrown below their threshold by the first instability, and stay there.",
      [Contradiction("curvature over the limit", said: 1, .absolute(0.02), measured: ratio)])
  }

  static let lossScale = Folklore(
    20, "A wrong loss scale or accumulation shows up in training.", results: ["ADAM-03", "SGD-07"]
  ) { lab in
    // The differences for SGD, momentum and Adam.
    let differences = try Textbook.sgd07.control.measure(lab)
    return Truth(
      "Not with Adam, which divides it out: to sum four micro-batches instead of averaging changes "
        + "its parameters by \(orderOf: differences[2]), those of SGD by "
        + "\(differences[0], digits: 2). Test with SGD.",
      [
        Contradiction(
          "change with Adam, at least a hundredth of SGD's", said: differences[0] / 100,
          .atLeast(slack: 0), measured: differences[2])
      ])
  }
}
