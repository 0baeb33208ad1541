import DescentCommand
import Foundation
import Testing

@Suite("Names by position, settings as options") struct PositionalNamesTests {
  @Test(
    "say the same as the options do",
    arguments: [
      (
        "run rosenbrock adam --lr 0.01 -n 20",
        "run --problem rosenbrock --optimizer adam:lr=0.01 --steps 20"
      ),
      (
        "run adam rosenbrock -n 20 --lr=0.01",
        "run --problem rosenbrock --optimizer adam:lr=0.01 --steps 20"
      ),
      (
        "run beale momentum --nesterov -n 5",
        "run --problem beale --optimizer momentum:nesterov=true --steps 5"
      ),
      (
        "run beale momentum --nesterov false --weight-decay 1e-3 -n 5",
        "run --problem beale --optimizer momentum:nesterov=false,weight_decay=1e-3 --steps 5"
      ),
      ("run -p beale -o sgd -n 5 -s 3", "run --problem beale --optimizer sgd --steps 5 --seed 3"),
      (
        "run beale -o adam:beta1=0.5 --lr 0.1 -n 5",
        "run --problem beale --optimizer adam:beta1=0.5,lr=0.1 --steps 5"
      ),
      (
        "run sphere:n=3 lion --beta2 0.9 -n 5",
        "run --problem sphere:n=3 --optimizer lion:beta2=0.9 --steps 5"
      ),
      ("run mgh20_12 sgd -n 2", "run --problem mgh20_12 --optimizer sgd --steps 2"),
    ])
  func run(short: String, long: String) async {
    let (a, b) = (await descent(short), await descent(long))
    #expect(a.status == 0, "\(a.errors)")
    #expect(Document.masked(a.output) == Document.masked(b.output))
  }

  @Test("a race takes problems and optimizers in any order") func race() async {
    let short = await descent("race adam rosenbrock sgd:lr=0.001 beale -n 30")
    let long = await descent(
      "race --problem rosenbrock --problem beale --optimizer adam --optimizer sgd:lr=0.001 --steps 30"
    )
    #expect(short.status == 0, "\(short.errors)")
    #expect(Document.masked(short.output) == Document.masked(long.output))
  }

  @Test("a rule of a file is named like any other") func file() throws {
    let place = try Workplace()
    try place.write(PluginSource.lion, to: "Lion.swift")
    let result = try Program.run("run beale Lion.swift --lr 0.01 -n 5", in: place)
    #expect(result.status == 0 && result.output.contains("lr=0.01"), "\(result.errors)")
  }

  @Test(
    "an error is one line with advice",
    arguments: [
      ("run rosenbrock", "no optimizer is named (for example 'descent run rosenbrock adam'"),
      ("run", "no problem is named (for example 'descent run rosenbrock adam'"),
      ("run rosenbrok adam", "no problem is called 'rosenbrok'; did you mean 'rosenbrock'?"),
      ("run rosenbrock adm", "no optimizer is called 'adm'; did you mean 'adam'?"),
      (
        "run rosenbrock adam sgd",
        "run takes one optimizer, got 'adam' and 'sgd' (to compare several: descent race)"
      ),
      ("run beale saddle adam", "run takes one problem, got 'beale' and 'saddle'"),
      (
        "run rosenbrock cosine",
        "'cosine' is a schedule, not a problem or an optimizer (--schedule cosine)"
      ),
      (
        "run rosenbrock adam ema",
        "'ema' is a modifier, not a problem or an optimizer (--modify ema)"
      ),
      ("run rosenbrock adam --stpes 5", "Unknown option '--stpes'; did you mean '--steps'?"),
      ("run rosenbrock adam --bta1 0.5", "Unknown option '--bta1'; did you mean '--beta1'?"),
      (
        "run rosenbrock adam --learning-rate 0.5",
        "Unknown option '--learning-rate'; did you mean '--lr'?"
      ),
      ("run rosenbrock adam --wd 0.5", "Unknown option '--wd'; did you mean '--weight-decay'?"),
      (
        "run rosenbrock sgd --bias-correction",
        "'descent show sgd'; adam, adamw and "
      ),
      ("run rosenbrock sgd:momentum=0.9", "'descent show sgd'; momentum, qhm and "),
      ("run rosenbrock adam --lr", "Missing value for '--lr'"),
      ("run rosenbrock adam --lr 0.1 --lr 0.2", "adam: lr is given twice"),
      ("run rosenbrock adam:lr=0.1 --lr 0.2", "adam: lr is given twice"),
      ("run rosenbrock adam --lr -0.1", "adam: lr must lie in [0, inf), got -0.1"),
      ("run rosenbrock adam -x 3", "Unknown option '-x' (see 'descent run --help')"),
      (
        "race rosenbrock adam --lr 0.1", "each takes its settings after a colon (write adam:lr=0.1)"
      ),
      ("race rosenbrock adm", "no problem and no optimizer is called 'adm'; did you mean 'adam'?"),
      (
        "race digits adam", "'digits' is a data set (a problem takes it, as in softmax:data=digits)"
      ),
      (
        "run iris adam",
        "no problem is called 'iris' ('iris' is a data set: a problem takes it, as in "
      ),
      (
        "run rosenbrock P14",
        "no optimizer is called 'P14' ('P14' is a law: see 'descent list laws')"
      ),
      ("check digits", "'digits' is a data set (a problem takes it, as in softmax:data=digits)"),
      ("trace rosenbrock --gradients log.json", "'rosenbrock' is a problem, and trace takes none"),
      (
        "check adam --lr 0.1",
        "(settings follow the name that they belong to, as in NAME:lr=VALUE)"
      ),
    ])
  func wrong(line: String, message: String) async {
    let result = await descent(line)
    #expect(result.status == 64)
    #expect(result.errors.contains(message), "\(result.errors)")
    #expect(result.errors.split(separator: "\n").count == 1 && result.output.isEmpty)
  }
}

@Suite("Lists and pages") struct ListKindTests {
  @Test(
    "a kind is known in the singular, and by common names",
    arguments: [
      ("optimizer", "optimizers"), ("law", "laws"), ("problem", "problems"), ("result", "results"),
      ("dataset", "data"), ("data sets", "data"), ("Schedules", "schedules"),
    ])
  func singular(typed: String, kind: String) async {
    let (a, b) = (await descent("list " + typed), await descent("list " + kind))
    #expect(a.status == 0 && a.output == b.output && !a.output.isEmpty, "\(a.errors)")
  }

  @Test(
    "a data set has a page, in words and in JSON", arguments: ["digits", "iris", "moons", "blobs"])
  func data(_ name: String) async throws {
    let page = await descent("show " + name)
    #expect(page.status == 0 && page.output.hasPrefix(name + ": "), "\(page.errors)")
    let json = await descent("show \(name) --json")
    let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    let counts = try #require(object?["classes"] as? [Int])
    #expect(counts.reduce(0, +) == object?["examples"] as? Int)
  }

  @Test(
    "a result and a law are pointed to",
    arguments: [("show GD-03", "descent explain GD-03"), ("show T5", "descent list laws")])
  func pointed(line: String, next: String) async {
    let result = await descent(line)
    #expect(result.status == 64 && result.errors.contains(next), "\(result.errors)")
  }
}
