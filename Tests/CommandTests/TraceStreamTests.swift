import Foundation
import Testing

/// Rows of `--trace` that are written during the run, and pictures that are drawn without keeping them.
@Suite("A trace that is streamed") struct TraceStreamTests {
  /// The largest resident memory of a run of `steps` steps, in KiB, by GNU time's figure.
  private func peak(_ options: String) throws -> Double {
    let place = try Workplace()
    let result = try OutputTests.shell(
      "'\(Program.url.path)' run --problem sphere:n=2 --optimizer adam:lr=1e-9 \(options) > o &"
        + " p=$!; m=0; while r=$(grep VmHWM /proc/$p/status 2>/dev/null); do m=$r; sleep 0.01;"
        + " done; wait $p && echo $m", in: place)
    #expect(result.status == 0, "\(result.errors)")
    let number = result.output.split(separator: " ").compactMap { Double($0) }.first
    return try #require(number, "\(result.output)")
  }

  #if os(Linux)
    @Test(
      "The memory of a run does not grow with its steps",
      arguments: [
        ("--trace t.csv", 300_000), ("--json", 5_000_000), ("--time-limit 1000", 5_000_000),
      ])
    func memory(_ options: String, _ steps: Int) throws {
      // The rows of the longer run alone would take up 50 MB at least.
      let short = try peak("--steps \(steps) " + options)
      let long = try peak("--steps \(3 * steps) " + options)
      #expect(short > 0 && long < 1.15 * short, "\(short) and \(long) KiB")
    }
  #endif

  @Test("A signal leaves a complete file of the finished steps, and no other file") func signal()
    throws
  {
    let place = try Workplace()
    let words = "run --problem sphere:n=2 --optimizer adam:lr=1e-9 --steps 2000000000 --trace t.csv"
    let running = try Program.start(words.split(separator: " ").map(String.init), in: place.path)
    usleep(700_000)
    #expect(try place.contents.allSatisfy { $0.hasPrefix(".descent-") })
    kill(running.process.processIdentifier, SIGINT)
    let result = try running.end()
    #expect(result.status == 130)
    #expect(try place.contents == ["t.csv"])
    let text = try place.text("t.csv")
    #expect(text.hasSuffix("\n"))
    let lines = text.split(separator: "\n")
    #expect(lines.count > 1000)
    for (step, line) in lines.dropFirst().enumerated() {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      guard cells.count == 7, cells[0] == String(step) else {
        Issue.record("line \(step + 2): \(line)")
        return
      }
    }
    #expect(result.errors.contains("after \(lines.count - 2) steps"), "\(result.errors)")
  }

  @Test("A killed run's temporary file goes with the next trace") func killed() throws {
    let place = try Workplace()
    let words = "run --problem sphere:n=2 --optimizer adam --steps 2000000000 --trace t.csv"
    let running = try Program.start(words.split(separator: " ").map(String.init), in: place.path)
    usleep(500_000)
    kill(running.process.processIdentifier, SIGKILL)
    _ = try running.end()
    #expect(try place.contents.count == 1)
    let next = try Program.run(
      "run --problem saddle --optimizer adam --steps 3 --trace t.csv", in: place)
    #expect(next.status == 0)
    #expect(try place.contents == ["t.csv"])
  }

  @Test(
    "--trace - prints the file, and the text on standard error",
    arguments: [
      "run --problem rosenbrock --optimizer adam --steps 3000",
      "run --problem mlp:data=iris,hidden=4,batch=8 --optimizer adam --epochs 2 --accumulate 3",
      "run --problem rosenbrock --optimizer sgd:lr=1000 --steps 50",
    ]) func standardOutput(_ run: String) async throws
  {
    let place = try Workplace()
    let file = await descent(run + " --trace " + place["t.csv"])
    let printed = await descent(run + " --trace -")
    #expect(printed.status == file.status)
    #expect(try printed.output == place.text("t.csv"))
    #expect(printed.errors.contains("final loss") && !printed.output.contains("final loss"))
    #expect(try place.contents == ["t.csv"])
  }

  @Test("--trace - with --json is refused") func conflict() async throws {
    let result = await descent("run --problem saddle --optimizer adam --json --trace -")
    #expect(result.status == 64 && result.output.isEmpty)
    #expect(result.errors.split(separator: "\n").count == 1)
  }

  @Test("A closed pipe of --trace - loses no checkpoint") func reader() throws {
    let place = try Workplace()
    let result = try OutputTests.shell(
      "descent run --problem saddle --optimizer adam:lr=1e-9 --steps 300000 --checkpoint c --trace -"
        + " | head -1", in: place)
    #expect(result.output.hasPrefix("step,loss"))
    #expect(result.errors.isEmpty && result.status == 2)
    #expect(try place.contents == ["c"])
  }

  #if os(Linux)
    @Test("A full standard output is one line and status 2") func full() throws {
      let result = try OutputTests.shell(
        "descent run --problem saddle --optimizer adam --trace - > /dev/full", in: try Workplace())
      #expect(
        result.errors == "descent: cannot write to standard output: No space left on device\n")
      #expect(result.status == 2)
    }
  #endif

  @Test("A picture of a long run says from how many points it is drawn") func picture() async throws
  {
    let place = try Workplace()
    let run = "run --problem sphere:n=2 --optimizer adam:lr=1e-6"
    let long = await descent(run + " --steps 20000 --trace \(place["t"]) --plot \(place["p.svg"])")
    #expect(long.errors.contains("of 20001 points"), "\(long.errors)")
    let short = await descent(run + " --steps 2000 --trace \(place["t"]) --plot \(place["p.svg"])")
    #expect(!short.errors.contains("points"))
  }

  @Test("has test losses where there are test examples, and names the norm of a micro-batch")
  func columns() async throws {
    let place = try Workplace()
    func header(_ options: String) async throws -> [String] {
      let result = await descent("run --optimizer adam \(options) --trace \(place["t"])")
      #expect(result.status == 0, "\(result.errors)")
      return try place.text("t").split(separator: "\n")[0].split(separator: ",").map(String.init)
    }
    let batches = "--problem softmax:data=digits,batch=32 --epochs 1"
    let plain = try await header(batches)
    #expect(plain[2] == "gradient_norm" && plain[5...].contains("test_loss"))
    let lines = try place.text("t").split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let column = try #require(plain.firstIndex(of: "test_loss"))
    let json = await descent("run --optimizer adam \(batches) --json")
    let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    let final = try #require(object?["final"] as? [String: Any])
    #expect(Double(lines[lines.count - 1][column]) == final["test_loss"] as? Double)
    #expect(lines[2][column] == "")
    #expect(try await header(batches + " --accumulate 2")[2] == "last_batch_gradient_norm")
    #expect(try await header("--problem saddle --steps 5 --accumulate 2")[2] == "gradient_norm")
    #expect(
      try await !header("--problem softmax:data=digits,test=0 --steps 2").contains("test_loss"))
  }
}
