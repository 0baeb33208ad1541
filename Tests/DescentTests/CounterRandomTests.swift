import Descent
import Testing

@Suite("The counter-based random numbers") struct CounterRandomTests {
  static let published: [(seed: UInt64, words: [UInt64])] = [
    (
      0,
      [0xE220_A839_7B1D_CDAF, 0x6E78_9E6A_A1B9_65F4, 0x06C4_5D18_8009_454F, 0xF88B_B8A8_724C_81EC]
    ),
    (
      1_234_567,
      [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
      ]
    ),
    (
      42,
      [
        13_679_457_532_755_275_413, 2_949_826_092_126_892_291, 5_139_283_748_462_763_858,
        6_349_198_060_258_255_764,
      ]
    ),
  ]

  @Test("draws the published first values of SplitMix64", arguments: published)
  func firstValues(seed: UInt64, words: [UInt64]) {
    let random = CounterRandom(seed: seed)
    #expect(words.indices.map { random.bits(UInt64($0)) } == words)
  }

  @Test("derives the published uniform, quarter and normal numbers") func derived() {
    let random = CounterRandom(seed: 42)
    let uniform = [
      0.7415648787718233, 0.1599103928769201, 0.27860113025513866, 0.34419071652363753,
    ]
    #expect((0..<4).map { random.uniform($0) } == uniform)
    #expect((0..<8).map { random.quarter($0) } == [0.75, -1.5, -1, -0.75, -2, 1.25, -1.25, 1])
    let normal = [
      0.4147197504315306, 0.6526812221519429, -0.8918862136277563, 1.3268335628141066,
      1.7295930879374015, -1.883416788902816,
    ]
    // The platform's logarithm and cosine may differ in the last place.
    for (k, expected) in normal.enumerated() {
      #expect(abs(random.normal(UInt64(k)) - expected) <= 4 * expected.ulp)
    }
  }

  @Test("draws uniform numbers in [0, 1), the open ones without 0") func bounds() {
    let random = CounterRandom(seed: 7)
    for k in 0..<2000 as Range<UInt64> {
      let (u, open, word) = (random.uniform(k), random.openUniform(k), random.bits(k))
      #expect(u >= 0 && u < 1 && u == Double(word >> 11) / 0x1p53)
      #expect(open > 0 && open < 1 && open == (Double(word >> 12) + 0.5) / 0x1p52)
    }
  }

  @Test("draws normal numbers with the moments of the normal distribution") func moments() {
    let random = CounterRandom(seed: 8)
    let n = 20_000.0
    let draws = (0..<20_000).map { random.normal($0) }
    // Four standard errors of each moment: 1, √2, √15 and √96 over √n.
    #expect(abs(draws.reduce(0, +) / n) < 4 / n.squareRoot())
    #expect(abs(draws.map { $0 * $0 }.reduce(0, +) / n - 1) < 4 * (2 / n).squareRoot())
    #expect(abs(draws.map { $0 * $0 * $0 }.reduce(0, +) / n) < 4 * (15 / n).squareRoot())
    let fourth = draws.map { $0 * $0 * $0 * $0 }.reduce(0, +) / n
    #expect(abs(fourth - 3) < 4 * (96 / n).squareRoot())
  }

  /// Pearson's χ² of counts that should be equal.
  static func chiSquare(_ counts: [Int]) -> Double {
    let expected = Double(counts.reduce(0, +)) / Double(counts.count)
    return counts.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
  }

  @Test("draws whole numbers evenly below the bound", arguments: [1, 2, 3, 10, 64, 97])
  func index(bound: Int) {
    let random = CounterRandom(seed: 9)
    var counts = [Int](repeating: 0, count: bound)
    for k in 0..<10_000 as Range<UInt64> { counts[random.index(k, below: bound)] += 1 }
    let freedom = Double(bound - 1)
    #expect(Self.chiSquare(counts) <= freedom + 4 * (2 * freedom).squareRoot())
    // A bound that is not a power of two must not cause the bias of a remainder.
    let large = (0..<200).map { random.index($0, below: 3 << 60) }
    #expect(large.allSatisfy { (0..<(3 << 60)).contains($0) })
    #expect(
      abs(Double(large.count { $0 >= 1 << 61 }) - 200 / 3.0) < 4 * (200 * 2 / 9.0).squareRoot())
  }

  @Test("would notice a favoured number") func uneven() {
    var counts = [Int](repeating: 1000, count: 10)
    counts[3] += 200
    #expect(Self.chiSquare(counts) > 9 + 4 * 18.0.squareRoot())
  }

  @Test("permutes: every number once, every order equally often")
  func permutation() {
    for count in [0, 1, 2, 3, 17, 1000] {
      let order = CounterRandom(seed: 3).permutation(count)
      #expect(order.sorted() == Array(0..<count))
    }
    var counts: [[Int]: Int] = [:]
    for stream in 0..<4800 as Range<UInt64> {
      counts[CounterRandom(seed: 5).split(stream: stream).permutation(4), default: 0] += 1
    }
    #expect(counts.count == 24)
    #expect(Self.chiSquare(Array(counts.values)) <= 23 + 4 * 46.0.squareRoot())
  }
}
