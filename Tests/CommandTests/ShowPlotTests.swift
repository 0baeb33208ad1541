import Testing

@Suite("show --plot") struct ShowPlotTests {
  @Test("draws problems of one, two and more dimensions") func draws() async throws {
    let place = try Workplace()
    for (number, name) in ["square", "himmelblau", "rosenbrock:n=4", "powell-singular"].enumerated()
    {
      let result = await descent("show \(name) --plot \(place["\(number).svg"])")
      #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
      let svg = try place.text("\(number).svg")
      #expect(svg.contains("<svg") && svg.count > 5000)
    }
    let himmelblau = try place.text("1.svg")
    for words in ["4 global minima", "4 saddles", "maximum", "start"] {
      #expect(himmelblau.contains(words), "\(words)")
    }
    #expect(try place.text("2.svg").contains("steepest, curvature"))
  }

  @Test("refuses a name that is not a problem, and a path that is not a picture") func refuses()
    async throws
  {
    let place = try Workplace()
    let rule = await descent("show adam --plot \(place["a.svg"])")
    #expect(rule.status == 64 && rule.errors.contains("'adam' is not a problem"), "\(rule.errors)")
    #expect(await descent("show beale --plot \(place["a.gif"])").status == 64)
    #expect(await descent("show beale --plot \(place["no/such/a.svg"])").status == 64)
    #expect(try place.contents.isEmpty)
  }
}
