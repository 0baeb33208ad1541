import Descent

extension RuleCase {
  /// Simpler cases, from the largest change to the smallest: fewer steps, tensors and coordinates, then
  /// simpler settings, rates and types, then simpler numbers.
  package func simplifications(for subject: RuleSubject) -> [RuleCase] {
    if let period { return simplerLong(period, subject) }
    var cases = shorter + narrower
    cases += simplerSettings(subject) + simplerRates
    if precision == .float32 {
      var copy = self
      copy.precision = .float64
      cases.append(copy)
    }
    cases += (0..<4).filter { aux > $0 || aux < 0 }.map { aux in
      var copy = self
      copy.aux = aux
      return copy
    }
    return cases + plainerRows + simplerNumbers
  }

  private func keeping(steps: [Int]) -> RuleCase {
    var copy = self
    copy.gradients = steps.map { gradients[$0] }
    copy.rates = steps.map { rates[$0] }
    return copy
  }

  /// Halves of the steps, then all steps but one.
  private var shorter: [RuleCase] {
    guard steps > 1 else { return [] }
    let half = steps / 2
    var cases = [keeping(steps: Array(0..<half)), keeping(steps: Array(half..<steps))]
    if steps > 2 {
      cases += (0..<steps).map { gone in keeping(steps: (0..<steps).filter { $0 != gone }) }
    }
    return cases
  }

  /// The case with only the given coordinates of each tensor, in the given shapes.
  private func keeping(coordinates: [[Int]], shapes: [[Int]]) -> RuleCase {
    var copy = self
    copy.shapes = shapes
    let all = coordinates.flatMap { $0 }
    copy.start = all.map { start[$0] }
    copy.gradients = gradients.map { g in all.map { g[$0] } }
    return copy
  }

  /// Fewer tensors, fewer axes, shorter axes.
  private var narrower: [RuleCase] {
    let tensors = ranges.map(Array.init)
    var cases: [RuleCase] = []
    if tensors.count > 1 {
      cases += tensors.indices.map { gone in
        let kept = tensors.indices.filter { $0 != gone }
        return keeping(coordinates: kept.map { tensors[$0] }, shapes: kept.map { shapes[$0] })
      }
    }
    if shapes.contains(where: { $0.count > 1 }) { cases.append(flat) }
    // Remove the same indices from all tensors if they have one shape, then indices from a single tensor.
    if tensors.count > 1, Set(shapes).count == 1 {
      cases += Self.parts(of: shapes[0]).map { part in
        keeping(
          coordinates: tensors.map { tensor in part.kept.map { tensor[$0] } },
          shapes: tensors.map { _ in part.shape })
      }
    }
    for tensor in tensors.indices {
      cases += Self.parts(of: shapes[tensor]).map { part in
        var (coordinates, shapes) = (tensors, shapes)
        coordinates[tensor] = part.kept.map { tensors[tensor][$0] }
        shapes[tensor] = part.shape
        return keeping(coordinates: coordinates, shapes: shapes)
      }
    }
    return cases
  }

  /// The shape with two axes merged, then with a shorter axis.
  private static func parts(of shape: [Int]) -> [(kept: [Int], shape: [Int])] {
    let all = Array(0..<shape.reduce(1, *))
    var parts = shape.indices.dropLast().map { axis in
      (
        kept: all,
        shape: Array(shape[..<axis] + [shape[axis] * shape[axis + 1]] + shape[(axis + 2)...])
      )
    }
    for axis in shape.indices where shape[axis] > 0 {
      parts += Self.parts(of: shape[axis]).map { places in
        var smaller = shape
        smaller[axis] = places.count
        return (coordinates(of: shape, axis: axis, keeping: places), smaller)
      }
    }
    return parts
  }

  /// Halves of the indices, then all indices but one (in a long list only one of the first or last few is
  /// dropped).
  private static func parts(of count: Int) -> [[Int]] {
    let half = count / 2
    var parts = count > 1 ? [Array(0..<half), Array(half..<count)] : []
    // Of many indices drop an eighth, then an eighth of that, so that a size threshold of the failure is
    // found quickly.
    var part = count / 8
    while count > 64, part > 8 {
      parts += [Array(0..<(count - part)), Array(part..<count)]
      part /= 8
    }
    let ends = count > 4096 ? 1 : 8
    let gone = count <= 32 ? Array(0..<count) : Array(0..<ends) + Array((count - ends)..<count)
    parts += gone.map { gone in (0..<count).filter { $0 != gone } }
    return parts
  }

  /// Cases with one hyperparameter at an earlier value of its grid.
  private func simplerSettings(_ subject: RuleSubject) -> [RuleCase] {
    guard subject.discovered.isEmpty else {
      return subject.discovered.prefix { $0.settings != rule }.map { known in
        var copy = self
        copy.rule = known.settings
        return copy
      }
    }
    return subject.domains.flatMap { domain in
      let place = domain.grid.firstIndex { $0 == rule[domain.key] } ?? domain.grid.count
      return domain.grid[..<place].map { setting(domain.key, $0) }
    }
  }

  private var simplerRates: [RuleCase] {
    guard let first = rates.first else { return [] }
    var cases: [RuleCase] = []
    if Set(rates).count > 1 {
      cases.append(with(rates: rates.map { _ in first }))
    }
    cases += [1, 0.5, 0.25].filter { Simplicity.rank($0) < Simplicity.rank(first) }.map { rate in
      with(rates: rates.map { $0 / first * rate })
    }
    return cases
  }

  private func with(rates: [Double]) -> RuleCase {
    var copy = self
    copy.rates = rates
    return copy
  }

  /// Cases with the whole start at 0, whole gradients at 0, or all gradients the same.
  private var plainerRows: [RuleCase] {
    var simpler = ChangedCopies(of: self)
    let zeros = Array(repeating: 0.0, count: count)
    simpler.add { $0.start = zeros }
    for step in gradients.indices { simpler.add { $0.gradients[step] = zeros } }
    let ones = Array(repeating: 1.0, count: count)
    for step in gradients.indices { simpler.add { $0.gradients[step] = ones } }
    return simpler.cases
  }

  /// Cases with one number simplified. With more than a few dozen numbers only whole rows are simplified, to
  /// limit the number of cases.
  private var simplerNumbers: [RuleCase] {
    guard count * (steps + 1) <= 64 else { return [] }
    var cases: [RuleCase] = []
    for i in start.indices {
      for number in Simplicity.candidates(start[i]) {
        var copy = self
        copy.start[i] = precision.rounded(number)
        cases.append(copy)
      }
    }
    for step in gradients.indices {
      for i in start.indices {
        for number in Simplicity.candidates(gradients[step][i]) {
          var copy = self
          copy.gradients[step][i] = precision.rounded(number)
          cases.append(copy)
        }
      }
    }
    return cases
  }
}
