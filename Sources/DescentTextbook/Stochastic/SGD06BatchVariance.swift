import Descent
import DescentPictures

extension Textbook {
  /// SGD-06a: the variance of a mini-batch gradient drawn without replacement, as in runs.
  static let sgd06a = Experiment(
    "SGD-06a", "Without replacement a batch's gradient has variance (s²/B)(N - B)/(N - 1).",
    formula: "Var = (s²/B) (N − B)/(N − 1), over all subsets, and as the batch order draws them",
    source: "Cochran 1977, Theorem 2.2", kind: .identity,
    refutation: "a batch size with another variance over all subsets; batches of a run that vary "
      + "otherwise",
    predict: {
      try BatchVariance.sizes.map { b in
        Prediction("B = \(b)", BatchVariance.withoutReplacement(b), .absolute(1e-14))
      }
        + BatchVariance.drawnSizes.map { b in
          try Prediction(
            "B = \(b), as drawn", BatchVariance.withoutReplacement(b),
            .sigmas(4.5, standardError: BatchVariance.drawnError(b)))
        }
    },
    measure: { lab in
      try BatchVariance.sizes.map { try subsetVariance($0) }
        + BatchVariance.drawnSizes.map { try drawnVariance(lab, $0) }
    },
    control: "s²/B, and batches drawn with replacement",
    { lab in
      try BatchVariance.sizes.map { BatchVariance.withReplacement($0) }
        + BatchVariance.drawnSizes.map { b in
          let random = lab.random(0x56D_06C).split(stream: UInt64(b))
          return try BatchVariance.moments(
            (0..<BatchVariance.draws).map { draw in
              (0..<b).map {
                random.index(UInt64(draw * b + $0), below: BatchVariance.count)
              }
            }
          ).second
        }
    }
  ).showing { lab, _ in
    varianceChart(
      "(s²/B)(N − B)/(N − 1)", BatchVariance.withoutReplacement,
      [
        .measured(
          "all subsets", try .curve(steps: Array(BatchVariance.sizes)) { try subsetVariance($0) }),
        .measured(
          "as a run draws them",
          // Shifted, because the other points would hide them.
          try BatchVariance.drawnSizes.map {
            SIMD2(Double($0) + 0.1, try drawnVariance(lab, $0, draws: BatchVariance.draws / 4))
          }),
      ], control: "s²/B", BatchVariance.withReplacement)
  }

  private static func subsetVariance(_ b: Int) throws -> Double {
    try BatchVariance.moments(BatchVariance.subsets(b)).second
  }

  /// The variance over the first batches of epochs, drawn with the runs' batch order.
  private static func drawnVariance(
    _ lab: Laboratory, _ b: Int, draws: Int = BatchVariance.draws
  ) throws -> Double {
    let seed = lab.random(0x56D_06).bits(UInt64(b))
    let order = BatchOrder(exampleCount: BatchVariance.count, batchSize: b, seed: seed)
    return try BatchVariance.moments(
      (0..<draws).map { _ in
        // The first batch of an epoch, and the rest of it.
        let (indices, endsEpoch) = order.next()
        let batch = Array(indices)
        var isLast = endsEpoch
        while !isLast { isLast = order.next().endsEpoch }
        return batch
      }
    ).second
  }

  private static let tupleSizes = Array(1...4)

  /// SGD-06b: drawn with replacement it is s²/B.
  static let sgd06b = Experiment(
    "SGD-06b", "With replacement a batch's gradient has variance s²/B.",
    formula: "Var = s²/B, over all tuples", source: "Cochran 1977, §2.9",
    kind: .identity, refutation: "a batch size with another variance over all tuples",
    predict: {
      tupleSizes.map { b in
        Prediction("B = \(b)", BatchVariance.withReplacement(b), .relative(1e-12))
      }
    },
    measure: { _ in try tupleSizes.map { try tupleVariance($0) } },
    control: "with the factor (N - B)/(N - 1)",
    { _ in tupleSizes.map { BatchVariance.withoutReplacement($0) } }
  ).showing { _, _ in
    varianceChart(
      "s²/B", BatchVariance.withReplacement,
      [.measured("all tuples", try .curve(steps: tupleSizes) { try tupleVariance($0) })],
      control: "(s²/B)(N − B)/(N − 1)", BatchVariance.withoutReplacement)
  }

  private static func tupleVariance(_ b: Int) throws -> Double {
    try BatchVariance.moments(BatchVariance.tuples(b)).second
  }

  private static func varianceChart(
    _ name: String, _ predicted: (Int) -> Double, _ measured: [Series], control: String,
    _ controlled: (Int) -> Double
  ) -> ChartPanel {
    let sizes = Array(BatchVariance.sizes)
    return ChartPanel(
      "a batch of N = \(BatchVariance.count) examples", x: Axis("batch size B"),
      y: Axis("variance of the gradient"),
      [.predicted(name, .curve(steps: sizes, predicted))] + measured
        + [.control(control, .curve(steps: sizes, controlled))])
  }
}
