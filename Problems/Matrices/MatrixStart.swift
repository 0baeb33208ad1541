import Descent

extension CounterRandom {
  /// A start for matrices, exact everywhere: multiples of ⅛ in [−1, ⅞].
  static func eighths(_ count: Int, _ seed: UInt64) -> [Double] {
    let random = CounterRandom(seed: 5 &+ seed)
    return (0..<count).map { random.quarter(UInt64($0)) / 2 }
  }
}
