import DescentSample
import Testing

@Suite("The sample of a commit") struct SampleTests {
  private let list = (0..<400).map { (id: "check \($0)", subject: "rule\($0 % 40)") }

  @Test("The same commit draws the same sample, of exactly the requested size") func repeats() {
    let sample = Sample(seed: "0123abc", touching: [])
    let places = sample.places(50, of: list)
    #expect(places.count == 50)
    #expect(places == Sample(seed: "0123abc", touching: []).places(50, of: list))
    #expect(sample.places(1000, of: list) == Array(list.indices))
  }

  @Test("Every check is drawn by some commit, and none by all") func covers() {
    let draws = (0..<200).map { Set(Sample(seed: "\($0)", touching: []).places(50, of: list)) }
    let counts = list.indices.map { index in draws.count { $0.contains(index) } }
    // 25 expected of 200 draws; 4.7 is the standard deviation, and 400 are looked at.
    #expect(counts.allSatisfy { (3...47).contains($0) })
  }

  @Test("All that the change touches is drawn, too") func touched() {
    let sample = Sample(seed: "0123abc", touching: ["Plugins/Rule7/Rule7.swift", "README.md"])
    let own = Set(list.indices.filter { list[$0].subject == "rule7" })
    let places = Set(sample.places(50, of: list))
    #expect(own.isSubset(of: places))
    #expect(
      places.subtracting(own).isSubset(
        of: Sample(seed: "0123abc", touching: []).places(50, of: list)))
    // A file in a folder of many: `Schedules/Cosine.swift`.
    let cosine = Sample(seed: "a", touching: ["Plugins/Schedules/Cosine.swift"])
    #expect(cosine.places(0, of: [("one", "cosine"), ("two", "linear")]) == [0])
  }
}
