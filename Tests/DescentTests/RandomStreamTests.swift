import Descent
import Testing

/// Splitting must never correlate streams, also those of neighbouring seeds.
@Suite("A random stream") struct RandomStreamTests {
  typealias Splitter = @Sendable (UInt64, UInt64) -> CounterRandom

  static let ours: Splitter = { CounterRandom(seed: $0).split(stream: $1) }
  static let draws = 1024

  /// The first words of 64 streams of three neighbouring seeds, and of the seeds themselves.
  static func sharesWords(_ split: Splitter) -> Bool {
    var words: Set<UInt64> = []
    var count = 0
    for seed in 0..<3 as Range<UInt64> {
      let streams = (0..<64).map { split(seed, $0) } + [CounterRandom(seed: seed)]
      for stream in streams {
        for k in 0..<UInt64(draws) { words.insert(stream.bits(k)) }
        count += draws
      }
    }
    return words.count < count
  }

  /// The largest correlation between any two rows, in standard deviations of a chance one.
  static func largestCorrelation(_ rows: [[Double]]) -> Double {
    let scaled = rows.map { row in row.map { ($0 - 0.5) * 12.0.squareRoot() } }
    var largest = 0.0
    for i in scaled.indices {
      for j in 0..<i {
        var sum = 0.0
        for k in 0..<draws { sum += scaled[i][k] * scaled[j][k] }
        largest = max(largest, abs(sum) / Double(draws).squareRoot())
      }
    }
    return largest
  }

  static func uniforms(_ random: CounterRandom) -> [Double] {
    (0..<UInt64(draws)).map { random.uniform($0) }
  }

  @Test("shares no word between streams and seeds") func noOverlap() {
    #expect(!Self.sharesWords(Self.ours))
  }

  @Test("would notice streams that are shifts of each other") func overlapMutant() {
    #expect(Self.sharesWords { CounterRandom(seed: $0 &+ ($1 + 1) &* 0x9E37_79B9_7F4A_7C15) })
  }

  @Test("correlates no two of 64 streams beyond 4 standard deviations", arguments: [0, 1, 2])
  func streams(seed: UInt64) {
    let rows = (0..<64).map { Self.uniforms(Self.ours(seed, $0)) }
    #expect(Self.largestCorrelation(rows) < 4)
  }

  @Test("correlates the same stream of no two of 64 neighbouring seeds", arguments: [1, 2, 3, 4])
  func seeds(stream: UInt64) {
    let rows = (0..<64).map { Self.uniforms(Self.ours($0, stream)) }
    #expect(Self.largestCorrelation(rows) < 4)
  }

  @Test("would notice a fifth of one stream in another") func correlationMutant() {
    var rows = (0..<8).map { Self.uniforms(Self.ours(1, $0)) }
    rows[7] = zip(rows[7], rows[0]).map { 0.8 * $0 + 0.2 * $1 }
    #expect(Self.largestCorrelation(rows) > 4)
  }

  @Test("spreads the first draws of neighbouring streams and of neighbouring seeds evenly")
  func firstDraws() {
    for draw in [
      { CounterRandom(seed: 1).split(stream: $0).index(0, below: 16) },
      { CounterRandom(seed: $0).split(stream: 1).index(0, below: 16) },
      { CounterRandom(seed: $0).index(0, below: 16) },
    ] as [(UInt64) -> Int] {
      var counts = [Int](repeating: 0, count: 16)
      for k in 0..<8000 as Range<UInt64> { counts[draw(k)] += 1 }
      #expect(CounterRandomTests.chiSquare(counts) < 15 + 4 * 30.0.squareRoot())
    }
  }

  @Test("gives each purpose of a run its own stream") func purposes() {
    let purposes = [
      RandomStream.start, RandomStream.batchOrder, RandomStream.split, RandomStream.data,
    ]
    #expect(Set(purposes).count == 4)
  }

  @Test("depends on nothing but seed and stream") func pure() {
    #expect(Self.ours(3, 4) == Self.ours(3, 4))
    #expect(Self.ours(3, 4) != Self.ours(4, 3) && Self.ours(3, 4) != Self.ours(3, 5))
  }
}
