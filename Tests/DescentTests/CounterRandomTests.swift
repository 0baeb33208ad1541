import Descent
import Testing

@Suite struct CounterRandomTests {
  static let published: [(seed: UInt64, words: [UInt64])] = [
    (0, [0xE220_A839_7B1D_CDAF, 0x6E78_9E6A_A1B9_65F4, 0x06C4_5D18_8009_454F]),
    (42, [13_679_457_532_755_275_413, 2_949_826_092_126_892_291, 5_139_283_748_462_763_858]),
  ]

  @Test("draws the published first values of SplitMix64", arguments: published)
  func firstValues(seed: UInt64, words: [UInt64]) {
    let random = CounterRandom(seed: seed)
    #expect((0..<3).map { random.bits(UInt64($0)) } == words)
  }
}
