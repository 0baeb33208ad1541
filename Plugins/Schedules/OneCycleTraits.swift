import Descent

extension OneCycle: ScheduleTraitDeclaring {
  public var traits: ScheduleTraits {
    let rise = pctStart * Double(horizon) - 1
    let (first, last) = (1 / divFactor, 1 / divFactor / finalDivFactor)
    var traits = ScheduleTraits()
    if rise > 0 { traits.endpoints.append(.init(1, first)) }
    if horizon < .max { traits.endpoints += [.init(horizon + 1, last), .init(.max, last)] }
    // The peak may be between two steps. The rise then ends before it, and the fall begins
    // after it.
    let peak = max(1, rise + 1)
    if peak < 0x1p62 {
      traits.peak = Int(peak)...Int(peak.rounded(.up))
      // The value half-way up the rise.
      if rise > 0, rise.truncatingRemainder(dividingBy: 2) == 0 {
        traits.shape = [.init(Int(rise) / 2 + 1, (1 + first) / 2)]
      }
      if rise == rise.rounded(), rise > 0 { traits.endpoints.append(.init(Int(rise) + 1, 1)) }
    }
    traits.times = ["horizon"]
    // If all steps rise, the descent is a jump.
    if pctStart < 1 {
      let fall = (1 - last) / (Double(horizon) - 1 - rise)
      traits.slope = .pi / 2 * max(rise > 0 ? (1 - first) / rise : 0, fall)
      if rise <= 0 { traits.slope = .pi / 2 * (1 - last) / (Double(horizon) - 1 - rise) }
    }
    return traits
  }
}
