import Foundation
import Testing

/// The effect of a broken file: one line on standard error, exit status 2, no output.
@Suite("A broken file") struct BrokenFileTests {
  struct Case: CustomTestStringConvertible {
    let name: String
    let content: String
    let message: String
    var testDescription: String { name }
  }

  static let tables = [
    Case(name: "empty.csv", content: "", message: ": no examples in the file"),
    Case(
      name: "ragged.csv", content: "1,2,0\n3,4,1\n5,1\n",
      message: ", line 3: 2 columns, expected 3 as in the first row"),
    Case(
      name: "text.csv", content: "1,2,0\n3,four,1\n",
      message: ", line 2, column 2: 'four', expected a number"),
    Case(
      name: "nan.csv", content: "1,2,0\n3,nan,1\n",
      message: ", line 2, column 2: 'nan', expected a finite number"),
    Case(
      name: "one.csv", content: "1,2,3\n3,4,3\n5,6,3\n",
      message: ": every example has the label 3, expected two classes or more"),
    Case(
      name: "labels.csv", content: "1,2,0\n3,4,0.5\n",
      message: ", line 2, column 3: label '0.5', expected a whole number"),
  ]

  @Test("of data is reported with place and reason", arguments: tables)
  func table(_ wrong: Case) async throws {
    let place = try Workplace()
    try place.write(wrong.content, to: wrong.name)
    let path = place[wrong.name]
    let result = await descent(
      "run --problem softmax:data=\(path) --optimizer adam --trace \(place["t.csv"])")
    #expect(result.errors == "descent: \(path)\(wrong.message)\n")
    #expect(result.output.isEmpty)
    #expect(result.status == 2)
    #expect(try place.contents == [wrong.name])
  }

  @Test("of checkpoint is refused") func checkpoint() async throws {
    let place = try Workplace()
    let line = "run --problem rosenbrock --optimizer adam"
    let first = await descent("\(line) --steps 20 --checkpoint \(place["c"])")
    try #require(first.status == 0, "\(first.errors)")
    let whole = try Data(contentsOf: URL(fileURLWithPath: place["c"]))
    try whole.prefix(whole.count - 9).write(to: URL(fileURLWithPath: place["cut"]))
    let trials = [
      ("\(line) --resume \(place["cut"])", "cut"),
      ("\(line) --resume \(place["none"])", "No such file or directory"),
      ("\(line):lr=0.1 --resume \(place["c"])", "the checkpoint is of optimizer adam:lr=0.001"),
      ("run --problem beale --optimizer adam --resume \(place["c"])", "problem rosenbrock:a=1"),
      ("\(line) --precision float32 --resume \(place["c"])", "of precision float64"),
      ("\(line) --seed 3 --resume \(place["c"])", "of seed 0"),
    ]
    for (line, part) in trials {
      let result = await descent(line)
      #expect(result.status == 2, "\(line)")
      #expect(result.errors.contains(part), "\(result.errors)")
      #expect(result.errors.split(separator: "\n").count == 1)
      #expect(result.output.isEmpty)
    }
  }

  @Test("of output is reported before the run") func unwritable() async throws {
    let place = try Workplace()
    for option in ["trace", "plot", "checkpoint"] {
      let path = place["missing/file.svg"]
      let result = await descent(
        "run --problem saddle --optimizer adam --steps 1 --\(option) \(path)")
      #expect(result.status == 64)
      #expect(result.errors.hasPrefix("descent: --\(option): cannot write \(path): "))
    }
    #expect(try place.contents.isEmpty)
  }
}
