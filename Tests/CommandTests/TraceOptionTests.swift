import Testing

@Suite("The option --trace") struct TraceOptionTests {
  @Test("has a row for the start and one after each step, with the parameters") func rows()
    async throws
  {
    let place = try Workplace()
    let result = await descent(
      "run --problem rosenbrock --optimizer sgd:lr=0.001 --steps 3 --trace \(place["t.csv"])")
    #expect(result.status == 0)
    let lines = try place.text("t.csv").split(separator: "\n")
    #expect(lines.count == 5)
    #expect(lines[0] == "step,loss,gradient_norm,learning_rate,step_norm,x0,x1")
    let start = lines[1].split(separator: ",").map { Double($0) }
    #expect(start[0] == 0 && start[3] == 0 && start[4] == 0)
    #expect(start[5] == -1.2 && start[6] == 1)
    // f(-1.2, 1) = 24.2, to the rounding of a sum of two squares.
    #expect(abs((start[1] ?? 0) - 24.2) < 1e-13)
    #expect(lines[4].hasPrefix("3,"))
  }

  @Test("leaves the parameters out above 32 of them") func large() async throws {
    let place = try Workplace()
    for (n, columns) in [(32, 37), (33, 5)] {
      let result = await descent(
        "run --problem sphere:n=\(n) --optimizer adam --steps 1 --trace \(place["t.csv"])")
      #expect(result.status == 0)
      let header = try place.text("t.csv").split(separator: "\n")[0]
      #expect(header.split(separator: ",").count == columns)
    }
  }

  @Test("is not written when the run is refused") func refused() async throws {
    let place = try Workplace()
    let result = await descent(
      "run --problem saddle --optimizer adam --steps 0 --trace \(place["t.csv"])")
    #expect(result.status == 64)
    #expect(try place.contents.isEmpty)
  }
}
