import Descent

/// A gradient and the threshold that it is clipped to.
package struct ClippingCase: Sendable, Hashable {
  package var precision: Precision
  package var sizes: [Int]
  package var threshold: Double
  package var gradient: [Double]
  package var aux: Int

  /// The constraints of a law on the gradients drawn for it.
  package struct Options: Sendable, DefaultInitializable {
    /// Laws with tolerances leave out subnormal entries, because scaling them loses bits.
    package var profiles = GradientProfile.allCases.filter { $0 != .tiny }
    package init() {}
    static let everything: Self = {
      var options = Self()
      options.profiles = GradientProfile.allCases
      return options
    }()
  }

  /// Random choices determined by `aux`.
  var choices: Draw { Draw(CounterRandom(seed: UInt64(aux))) }

  /// The case with gradient and threshold multiplied by 2^exponent.
  func scaled(_ exponent: Int) -> ClippingCase {
    let factor = Double.power(exponent)
    var copy = self
    copy.threshold *= factor
    copy.gradient = gradient.map { $0 * factor }
    return copy
  }
}

extension ClippingCase: LawInput {
  package static func draw(
    _ draw: inout Draw, for subject: ClippingSubject, _ options: Options
  ) throws -> ClippingCase {
    let precision: Precision = draw.isTrue(probability: 0.7) ? .float64 : .float32
    let tensors = 1 + draw.index(below: 3)
    let sizes = (0..<tensors).map { _ in
      draw.element(of: [1, 2, 3, 0, 7, 8, 9, 15, 16, 17, 33])
    }
    let gradient = draw.element(of: options.profiles).gradients(
      &draw, steps: 1, count: sizes.reduce(0, +), precision)[0]
    let size = subject.size(gradient)
    // A multiple of the size (equal to it, close to it or far from it), or an arbitrary value.
    var threshold = size * draw.element(of: [1, 0.5, 2, 0.1, 10, 1e-3, 0.9999999, 1.0000001])
    if draw.isTrue(probability: 0.3) || threshold == 0 {
      threshold = draw.element(of: [1, 0.5, 0.1, 1e-3, 1e-7])
    }
    return ClippingCase(
      precision: precision, sizes: sizes, threshold: threshold, gradient: gradient,
      aux: draw.index(below: 1 << 16))
  }

  package func simplifications(for subject: ClippingSubject) -> [ClippingCase] {
    var simpler = ChangedCopies(of: self)
    for kept in Shorter.parts(of: gradient.count) {
      simpler.add {
        $0.gradient = kept.map { gradient[$0] }
        $0.sizes = Shorter.sizes(sizes, keeping: kept)
      }
    }
    simpler.add { $0.sizes = sizes.filter { $0 > 0 } }
    simpler.add { $0.precision = .float64 }
    for number in Simplicity.candidates(threshold) where number > 0 {
      simpler.add { $0.threshold = number }
    }
    for aux in Shorter.integers(aux, from: 0) { simpler.add { $0.aux = aux } }
    for numbers in Shorter.numbers(gradient) {
      simpler.add { $0.gradient = numbers.map(precision.rounded) }
    }
    return simpler.cases
  }

  package var description: String {
    """
    type \(precision.rawValue)
    tensors \(NumberList.text(sizes.map(Double.init)))
    threshold \(threshold.hyperparameterText)
    g \(NumberList.text(gradient))
    aux \(aux)
    """
  }

  package init(replay text: String) throws {
    let lines = try CaseLines(text)
    guard let precision = Precision(rawValue: String(try lines.text("type"))),
      let threshold = Double(String(try lines.text("threshold")))
    else { throw ReplayError("type is float64 or float32, threshold a number") }
    self.init(
      precision: precision, sizes: try lines.integers("tensors"), threshold: threshold,
      gradient: try lines.numbers("g"), aux: try lines.integer("aux"))
    guard sizes.allSatisfy({ $0 >= 0 }), sizes.reduce(0, +) == gradient.count, aux >= 0 else {
      throw ReplayError("tensors of \(sizes) for a gradient of \(gradient.count) numbers")
    }
  }
}
