import Descent

extension RuleCase {
  /// The case with one small change to a number, a step, a rate or a setting.
  package func varied(_ draw: inout Draw, for subject: RuleSubject) -> RuleCase? {
    guard count > 0, steps > 0 else { return nil }
    var copy = self
    let (step, i) = (draw.index(below: steps), draw.index(below: count))
    // Use moderate factors, because a climb must not leave the range of numbers that its law draws from.
    let factor =
      draw.isTrue(probability: 0.75)
      ? 1 + 0.5 * .exp2(-10 * draw.uniform()) * draw.normal() : draw.element(of: [0.5, 2])
    func scaled(_ number: Double) -> Double {
      let scaled = precision.rounded(number * factor)
      return scaled.isFinite ? scaled : number
    }
    switch draw.index(below: 8) {
    case 0, 1, 2: copy.gradients[step][i] = scaled(gradients[step][i])
    case 3: copy.gradients[step] = gradients[step].map(scaled)
    case 4: copy.gradients[step] = gradients[draw.index(below: steps)]
    case 5: copy.start[i] = scaled(start[i])
    case 6: copy.rates[step] = rates[draw.index(below: steps)]
    default:
      guard subject.discovered.isEmpty, !subject.domains.isEmpty else { return nil }
      let domain = draw.element(of: subject.domains)
      guard domain.kind != .learningRate else { return nil }
      copy.rule[set: domain.key] = domain.value(&draw)
    }
    return copy == self ? nil : copy
  }
}

extension ModifierCase {
  package func varied(_ draw: inout Draw, for subject: ModifierSubject) -> ModifierCase? {
    drawn.varied(&draw, for: subject.whole).map(ModifierCase.init)
  }
}
