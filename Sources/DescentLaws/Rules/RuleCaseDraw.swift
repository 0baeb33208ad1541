import Descent

extension RuleCase: LawInput {
  package static func draw(
    _ draw: inout Draw, for subject: RuleSubject, _ options: RuleCaseOptions
  ) throws -> RuleCase {
    let length = draw.length(of: options.lengths)
    let precision: Precision =
      options.precisions.count == 1
      ? options.precisions[0]
      // Only double precision has enough bits for the longest cases.
      : (length ?? 0) > 10_000 ? .float64 : draw.precision()
    let sizes =
      length == nil
      ? drawnSizes(&draw, options.sizes)
      : draw.element(of: options.sizes == .scalar ? [[1]] : [[2], [1, 1], [2, 1]])
    let count = sizes.reduce(0, +)
    let steps = options.steps.lowerBound + draw.index(below: options.steps.count)
    let rule = try drawnSettings(&draw, subject, options)
    let rate = rule[subject.rateKey].flatMap { Double($0) } ?? 0.1
    let isConstant = options.hasConstantRate || draw.isTrue(probability: 0.4)
    let rates = (0..<steps).map { _ in
      isConstant ? rate : rate * draw.element(of: options.hasPauses ? pauses : factors)
    }
    let profile = draw.element(of: options.profiles)
    // The number of values to draw; in a very large tensor, each value fills a range of coordinates.
    let drawn = sizes == [count] && options.sizes == .vast ? 4 : count
    var gradients = profile.gradients(&draw, steps: steps, count: drawn, precision)
    var start = startingPoint(&draw, drawn, precision)
    if drawn < count {
      let cuts = [0] + (1..<drawn).map { _ in draw.index(below: count) }.sorted()
      let owner = (0..<count).map { i in cuts.lastIndex { $0 <= i } ?? 0 }
      start = owner.map { start[$0] }
      gradients = gradients.map { g in owner.map { g[$0] } }
    }
    var c = RuleCase(
      precision: precision, sizes: sizes, rule: rule, rates: rates, start: start,
      gradients: gradients, aux: draw.index(below: 1 << 16))
    if let length {
      let longest = min(length, try subject.optimizer(c).longestCase)
      let affordable = subject.driver.affordable(longest, seconds: 0.25)
      return c.repeated(to: max(min(length, RuleCase.shortest + 1), affordable))
    }
    // Draw shapes last, so that the numbers of a case do not depend on them.
    if options.shapes != .vectors { c.shapes = TensorShapes(options.shapes).of(sizes, &draw) }
    if let all = subject.driver.shapes, [.usual, .several, .matrix].contains(options.sizes) {
      let fitting = options.sizes == .usual ? all : all.filter { !$0.joined().contains(0) }
      if !fitting.isEmpty { c = c.fitted(to: draw.element(of: fitting)) }
    }
    return options.isExtreme ? c.extreme(&draw) : c
  }

  /// The factors of the rate of a step; `pauses` includes 0.
  private static let factors = [1, 0.5, 0.25, 2]
  private static let pauses = [1, 0.5, 0.25, 2, 0]

  package func isOfFindings(about subject: RuleSubject, _ options: RuleCaseOptions) -> Bool {
    guard options.needsTraits, !options.trustsFindings else { return false }
    return ((try? subject.declared(at: rule)) ?? nil) == nil
  }

  private static func drawnSizes(_ draw: inout Draw, _ sizes: RuleCaseOptions.Sizes) -> [Int] {
    switch sizes {
    case .scalar: return [1]
    case .large: return [draw.element(of: [8, 64, 100, 255, 256, 257, 513, 1000, 1023, 1025])]
    case .matrix: return [draw.element(of: [5, 6, 10, 12, 15, 20, 24])]
    case .vast: return [draw.element(of: RuleCaseOptions.vastSizes)]
    case .huge: return [draw.element(of: [65_537, 65_600, 66_001])]
    case .usual, .several:
      let choices = [1, 2, 3, 0, 7, 8, 9, 15, 16, 17, 33].filter { sizes == .usual || $0 > 1 }
      let tensors = 1 + draw.index(below: 3)
      // Swapped state is detectable only between tensors of equal size.
      if draw.isTrue(probability: 0.3) {
        return Array(repeating: draw.element(of: choices), count: tensors)
      }
      return (0..<tensors).map { _ in draw.element(of: choices) }
    }
  }

  /// Random settings that the rule accepts. If it refuses a combination, one key at a time is reset to its
  /// default.
  private static func drawnSettings(
    _ draw: inout Draw, _ subject: RuleSubject, _ options: RuleCaseOptions
  ) throws -> Specification {
    if options.needsTraits, !subject.discovered.isEmpty {
      return draw.element(of: subject.discovered).settings
    }
    var rule = Specification(name: subject.name)
    let row = draw.settingsRow()
    let isCovering = options.hyperparameters == .grid && row < subject.coveringRows
    if isCovering { rule = subject.coveringSettings(row: row, &draw) }
    for domain in subject.domains where !isCovering {
      let isAnywhere =
        options.hyperparameters == .anywhere && !domain.isFlag && draw.isTrue(probability: 0.5)
      let text = isAnywhere ? domain.anyValue(&draw) : domain.value(&draw)
      rule.settings.append((key: domain.key, text: text))
    }
    for domain in subject.domains.reversed() {
      do {
        _ = try subject.make(rule)
        return rule
      } catch is ConfigurationError {
        rule[set: domain.key] = domain.isFlag ? "false" : domain.standard
      }
    }
    _ = try subject.make(rule)
    return rule
  }

  private static func startingPoint(
    _ draw: inout Draw, _ count: Int, _ precision: Precision
  ) -> [Double] {
    let kind = draw.index(below: 5)
    return (0..<count).map { _ in
      switch kind {
      case 0: precision.rounded(draw.normal())
      case 1: Double(draw.index(below: 11) - 5)
      case 2: Double(draw.index(below: 65) - 32) / 8
      case 3: 0
      default: precision.rounded(draw.normal() * .exp10(Double(draw.index(below: 13) - 6)))
      }
    }
  }
}

extension GradientProfile {
  /// One gradient per step, rounded to the precision.
  func gradients(
    _ draw: inout Draw, steps: Int, count: Int, _ precision: Precision
  ) -> [[Double]] {
    let decades = precision == .float64 ? 30.0 : 12.0
    let bottom = precision == .float64 ? -320.0 : -45.0
    let base = (0..<count).map { _ in draw.normal() }
    let scales = (0..<count).map { _ in Double.exp10(Double(draw.index(below: 13) - 6)) }
    let first = draw.index(below: max(1, steps))
    return (0..<steps).map { step in
      (0..<count).map { i in
        let number: Double
        switch self {
        case .normal: number = draw.normal()
        case .integers: number = Double(draw.index(below: 11) - 5)
        case .dyadic: number = Double(draw.index(below: 65) - 32) / 8
        case .heavyTail: number = draw.normal() / .pow(max(draw.uniform(), 1e-9), 1 / 1.2)
        case .sparse: number = draw.isTrue(probability: 0.7) ? 0 : draw.normal()
        case .alternating: number = step % 2 == 0 ? base[i] : -base[i]
        case .constant: number = base[i]
        case .repeated: number = base[i] * (step / 2 % 2 == 0 ? 1 : 0.5)
        case .impulse: number = step == first ? base[i] : 0
        case .logUniform: number = draw.logUniform(-decades...decades)
        case .tiny: number = draw.logUniform(bottom...(bottom / 2))
        case .zero: number = 0
        case .mixedScale: number = draw.normal() * scales[i]
        }
        return precision.rounded(number)
      }
    }
  }
}
