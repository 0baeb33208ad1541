import Descent

extension CounterRandom {
  /// A start for matrices with multiples of ⅛ in [−1, ⅞], which are exact in every precision.
  static func eighths(_ count: Int, _ seed: UInt64) -> [Double] {
    let random = CounterRandom(seed: 5 &+ seed)
    return (0..<count).map { random.quarter(UInt64($0)) / 2 }
  }
}
