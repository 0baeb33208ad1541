import Descent

/// Random choices, one after another, that are a function of a seed.
struct Dice {
  private let random: CounterRandom
  private var drawn: UInt64 = 0

  init(seed: UInt64, trial: Int) {
    random = CounterRandom(seed: seed).split(stream: UInt64(trial))
  }

  mutating func bits() -> UInt64 {
    drawn += 1
    return random.bits(drawn)
  }

  mutating func below(_ bound: Int) -> Int { bound < 2 ? 0 : Int(bits() % UInt64(bound)) }

  mutating func chance(_ share: Double) -> Bool { Double(bits() >> 11) * 0x1p-53 < share }

  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

  /// One of some things, each as often as its weight says.
  mutating func weighed<Element>(_ elements: [(weight: Int, element: Element)]) -> Element {
    var left = below(elements.map(\.weight).reduce(0, +))
    for (weight, element) in elements {
      if left < weight { return element }
      left -= weight
    }
    return elements[elements.count - 1].element
  }
}
