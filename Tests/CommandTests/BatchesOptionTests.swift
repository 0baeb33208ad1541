import Testing

@Suite("--batches and --write-batches") struct BatchesOptionTests {
  private let run = "run --problem mlp:data=iris,hidden=5,batch=16 --optimizer sgd --epochs 2"

  @Test("a run over the batches that another wrote ends at the same numbers") func replays()
    async throws
  {
    let place = try Workplace()
    let written = await descent("\(run) --seed 3 --json --write-batches \(place["b.json"])")
    try #require(written.status == 0, "\(written.errors)")
    let other = await descent("\(run) --seed 3 --json --batches \(place["b.json"])")
    try #require(other.status == 0, "\(other.errors)")
    let final = { (text: String) in text.split(separator: "\n").filter { $0.contains("loss") } }
    #expect(final(other.output) == final(written.output) && !final(other.output).isEmpty)
  }

  @Test(
    "a file that is not an order of these examples ends with status 2, one line and no output",
    arguments: [
      "[[0, 1, 2]]", "[[0, 1], [2, 1000]]", "[[0, -1]]", "[[]]", "[]", "[0, 1]", "[[0.5]]", "x", "",
      "[[0, 1], [1e300]]", "{}",
    ])
  func refuses(_ text: String) async throws {
    let place = try Workplace()
    try place.write(text, to: "b.json")
    let result = await descent(
      "\(run) --batches \(place["b.json"]) --trace \(place["t.csv"]) --write-batches \(place["o"])")
    #expect(result.status == 2, "\(result.output)\(result.errors)")
    #expect(result.output.isEmpty)
    #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
    #expect(try place.contents == ["b.json"])
  }
}
