import DescentCommand
import DescentPictures
import DescentStudy
import Testing

@Suite("The option --plot") struct PlotOptionTests {
  @Test("draws a run, and a race's loss and path for each problem") func pictures() async throws {
    let place = try Workplace()
    let run = await descent(
      "run --problem rosenbrock --optimizer adam:lr=0.1 --steps 50 --plot \(place["run.png"])")
    #expect(run.status == 0 && run.errors.isEmpty)
    let race = await descent(
      "race --problem saddle --problem sphere:n=3 --optimizer adam --steps 20 --plot \(place.path)")
    #expect(race.status == 0 && race.errors.isEmpty)
    #expect(
      try place.contents == [
        "run.png", "saddle-loss.svg", "saddle-path.svg", "sphere-n-3-loss.svg",
      ])
  }

  @Test("completes without gnuplot and says what is missing") func missing() async throws {
    let place = try Workplace()
    let record = ConsoleRecord()
    try await Console.$current.withValue(record.console) {
      try await drawPicture(Picture([]), to: place["run.svg"], with: nil)
    }
    #expect(
      record.errors == "descent: no picture \(place["run.svg"]): gnuplot is not installed"
        + " (Debian: apt-get install gnuplot-nox; macOS: brew install gnuplot)\n")
    #expect(try place.contents.isEmpty)
  }
}
