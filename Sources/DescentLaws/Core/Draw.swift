import Descent

/// A sequence of random choices from one seed, so that a case can be reproduced.
package struct Draw {
  private let random: CounterRandom
  private var count: UInt64 = 0
  /// The number of the case in a search, and the stream of the whole search.
  private var place: (number: Int, search: CounterRandom)?

  package init(_ random: CounterRandom) { self.random = random }

  /// The choices of one case of a search.
  init(case number: Int, of search: CounterRandom) {
    random = search.split(stream: UInt64(number))
    place = (number, search.split(stream: 0x7475_726e))
  }

  /// An integer in `0..<bound` that occurs once in every `bound` consecutive cases of a search, in a new
  /// random order each round. Outside a search, a uniformly random integer.
  /// - Parameter purpose: numbers of different purposes are independent.
  mutating func turn(below bound: Int, purpose: UInt64) -> Int {
    guard let place else { return index(below: bound) }
    let order = place.search.split(stream: purpose)
    let round = order.split(stream: UInt64(place.number / bound))
    return round.permutation(bound)[place.number % bound]
  }

  private mutating func advance() -> UInt64 {
    defer { count += 1 }
    return count
  }

  /// 64 random bits.
  package mutating func bits() -> UInt64 { random.bits(advance()) }

  /// An integer in `0..<bound`.
  package mutating func index(below bound: Int) -> Int { random.index(advance(), below: bound) }

  /// A number in [0, 1).
  package mutating func uniform() -> Double { random.uniform(advance()) }

  package mutating func normal() -> Double {
    // Normal numbers come in pairs of draws; a pair starts at an even index.
    if count % 2 == 1 { count += 1 }
    defer { count += 2 }
    return random.normal(count)
  }

  package mutating func isTrue(probability: Double) -> Bool { uniform() < probability }

  package mutating func element<Choices: RandomAccessCollection>(of choices: Choices)
    -> Choices.Element where Choices.Index == Int
  { choices[choices.startIndex + index(below: choices.count)] }

  /// One of the elements, with probability proportional to its weight.
  package mutating func element<Element>(weighed choices: [(weight: Int, element: Element)])
    -> Element
  {
    var left = index(below: choices.map(\.weight).reduce(0, +))
    for (weight, element) in choices {
      if left < weight { return element }
      left -= weight
    }
    return choices[choices.count - 1].element
  }

  /// ±1.
  package mutating func sign() -> Double { index(below: 2) == 0 ? 1 : -1 }

  /// A power of ten with a uniformly distributed exponent in the range and a random sign.
  package mutating func logUniform(_ exponents: ClosedRange<Double>) -> Double {
    let exponent = exponents.lowerBound + uniform() * (exponents.upperBound - exponents.lowerBound)
    return sign() * .exp10(exponent)
  }
}
