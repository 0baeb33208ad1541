import Descent
import Testing

@Suite("A specification") struct SpecificationTests {
  static let good: [(text: String, name: String, settings: [String])] = [
    ("adam", "adam", []),
    ("adam:lr=0.1", "adam", ["lr", "0.1"]),
    ("adam:lr=0.1,beta1=0.8", "adam", ["lr", "0.1", "beta1", "0.8"]),
    ("mlp:data=a=b:c.csv,hidden=64-32", "mlp", ["data", "a=b:c.csv", "hidden", "64-32"]),
    ("mlp:data=/d/a (1).csv", "mlp", ["data", "/d/a (1).csv"]),
    ("adam:lr=", "adam", ["lr", ""]),
    ("adam:lr=1,lr=2", "adam", ["lr", "1", "lr", "2"]),
    ("x:y=-1e-3", "x", ["y", "-1e-3"]),
  ]

  @Test("reads name:key=value,key=value, and writes it back", arguments: good)
  func reads(text: String, name: String, settings: [String]) throws {
    let specification = try Specification(text)
    #expect(specification.name == name)
    #expect(specification.settings.flatMap { [$0.key, $0.text] } == settings)
    #expect(specification.description == text)
    #expect(try Specification(specification.description) == specification)
  }

  static let bad = [
    ("", "column 1: the name is missing"), (":", "column 1: the name is missing"),
    (":lr=1", "column 1: the name is missing"),
    ("adam:", "column 6: a key=value is missing"),
    ("adam:lr=1,", "column 11: a key=value is missing"),
    ("adam:,lr=1", "column 6: a key=value is missing"),
    ("adam:lr=1,,eps=1", "column 11: a key=value is missing"),
    ("adam:lr", "column 6: 'lr' is not key=value"),
    ("adam:lr=1,fast", "column 11: 'fast' is not key=value"),
    ("adam:=1", "column 6: '=1' is not key=value"), ("adam:=", "column 6: '=' is not key=value"),
    ("adam(lr=1)", "column 5: a name has no '('"), ("adam,lr=1", "column 8: a name has no '='"),
    ("adam:x:y=1", "column 7: 'x:y' is no key: it has a ':'"),
    ("ädäm:lr=1,fast", "column 11: 'fast' is not key=value"),
    ("mlp:data=\"a", "column 10: the quote of column 10 is not closed"),
    ("mlp:data=\"a\\", "column 10: the quote of column 10 is not closed"),
    (
      "mlp:data=\"a\"b",
      "column 13: ',' or the end is expected after the value of 'data'"
    ),
    ("warmup:of=(cosine", "column 18: the parenthesis of column 11 is not closed"),
    ("warmup:of=(cosine))", "column 19: ',' or the end is expected after the value of 'of'"),
    ("warmup:of=(:x=1)", "column 12, in 'of': the name is missing"),
    (
      "groups:rank.2=(sgd),else=(adamw:wd)",
      "column 33, in 'else': 'wd' is not key=value"
    ),
    (
      "a:b=(c:d=((e),(f:g)))",
      "column 18, in item 2 of 'd' of 'b': 'g' is not key=value"
    ),
    ("a:b=((c),)", "column 10: a specification in parentheses is missing"),
    (
      "a:b=((c)(d))",
      "column 9: ')' is expected: the parenthesis of column 5 is not closed"
    ),
    ("python", "column 7: 'python' needs a target: python:TARGET"),
    ("exec:", "column 6: the target is missing"),
    ("python::lr=1", "column 8: the target is missing"),
    ("python:my.py:Rule:lr=(adam", "column 27: the parenthesis of column 22 is not closed"),
    ("\"a.swift\"lr=1", "column 10: ':' or the end is expected after the path"),
  ]

  @Test("refuses other forms, and says where and why", arguments: bad)
  func refuses(text: String, reason: String) {
    let expected = ConfigurationError.malformedSpecification(text: text, reason: reason)
    #expect(throws: expected) { try Specification(text) }
    #expect(
      expected.description == "'\(text)' is not of the form name:key=value,key=value: \(reason)")
  }

  @Test("refuses specifications that are nested too deeply") func deep() throws {
    func text(_ depth: Int) -> String {
      String(repeating: "a:b=(", count: depth) + "c" + String(repeating: ")", count: depth)
    }
    #expect(try Specification(text(64)).description == text(64))
    #expect(throws: ConfigurationError.self) { try Specification(text(65)) }
    #expect(throws: ConfigurationError.self) { try Specification(text(100_000)) }
  }

  @Test("finds and takes out settings by key") func settings() throws {
    var specification = try Specification("linear:warmup=5,horizon=9")
    #expect(specification["warmup"] == "5" && specification["nothing"] == nil)
    #expect(specification.remove("warmup") == "5" && specification.remove("warmup") == nil)
    #expect(specification.description == "linear:horizon=9")
  }

  @Test("keeps nested specifications when settings are changed as texts") func flat() throws {
    var specification = try Specification("warmup:steps=3,of=(linear:start=0)")
    #expect(specification["of"] == "(linear:start=0)")
    specification.settings = specification.settings.map {
      $0.key == "steps" ? ($0.key, "(4)") : $0
    }
    specification.settings.append((key: "x", text: "a,b"))
    #expect(
      specification.description == "warmup:steps=\"(4)\",of=(linear:start=0),x=\"a,b\"")
    #expect(specification.value(of: "of") == .nested(try Specification("linear:start=0")))
    #expect(specification.value(of: "steps") == .text("(4)"))
  }

  @Test("is equal if it reads the same") func equality() throws {
    #expect(
      try Specification("a:b=1") == Specification(name: "a", settings: [(key: "b", text: "1")]))
    #expect(try Specification("a:b=1") == Specification("a:b=\"1\""))
    #expect(try Specification("a:b=1,c=2") != Specification("a:c=2,b=1"))
    #expect(try Specification("a:b=(c)") != Specification("a:b=\"(c)\""))
    #expect(try Set([Specification("a"), Specification("a"), Specification("b")]).count == 2)
  }
}

/// The examples of the grammar's description, part by part.
@Suite("An example of a specification") struct SpecificationExampleTests {
  @Test("a text in quotes has commas, colons and parentheses") func quoted() throws {
    let text = #"mlp:data="/d/a,b (1):x.csv",test=0"#
    let mlp = try Specification(text)
    #expect(mlp.source == .name("mlp") && mlp.values.map(\.key) == ["data", "test"])
    #expect(mlp["data"] == "/d/a,b (1):x.csv" && mlp["test"] == "0")
    #expect(mlp.description == text)
    #expect(try Specification(#"x:a="\"\\\ä""#)["a"] == #""\ä"#)
  }

  @Test("a target goes to the last colon after which all is settings") func target() throws {
    let rule = try Specification("python:my.py:Rule:lr=0.1")
    #expect(rule.source == .python(target: "my.py:Rule") && rule["lr"] == "0.1")
    #expect(rule.values.count == 1 && rule.name == "python")
    #expect(rule.description == "python:my.py:Rule:lr=0.1")
    let targets: [(String, String, [String])] = [
      ("exec:./tool", "./tool", []), ("exec:a:b:c", "a:b:c", []),
      ("exec:./tool --fast=1 x:lr=2", "./tool --fast=1 x", ["2"]),
      (#"exec:"a:b=1":lr=2"#, "a:b=1", ["2"]),
      ("exec:t:of=(adam:lr=1)", "t", ["(adam:lr=1)"]),
      (#"exec:t:of=(exec:"a)b":lr=1)"#, "t", [#"(exec:"a)b":lr=1)"#]),
      (#"exec:t:a="x:b=1",c=2"#, "t", ["x:b=1", "2"]),
      ("exec:t:a.b=1,rank.2|3=(sgd),else=(adam)", "t", ["1", "(sgd)", "(adam)"]),
    ]
    for (text, target, values) in targets {
      let tool = try Specification(text)
      #expect(tool.source == .exec(target: target) && tool.settings.map(\.text) == values)
    }
    let inside = try Specification("modified:rule=(python:my.py:Rule:lr=0.1),by=(ema)")
    #expect(inside.value(of: "rule") == .nested(rule))
  }

  @Test("groups have selectors, files and nested settings") func groups() throws {
    let text =
      "groups:role.matrix|convolution=(muon:lr=0.02),name.wte*=(adamw:lr=0.1),"
      + "else=(My.swift/lion:lr=1e-4)"
    let groups = try Specification(text)
    #expect(groups.values.map(\.key) == ["role.matrix|convolution", "name.wte*", "else"])
    #expect(
      groups.values.map(\.value) == [
        .nested(Specification(name: "muon", settings: [("lr", "0.02")])),
        .nested(Specification(name: "adamw", settings: [("lr", "0.1")])),
        .nested(
          Specification(
            .file(path: "My.swift", name: "lion"), [Setting("lr", .text("1e-4"))])),
      ])
    #expect(groups.values.map(\.column) == [8, 47, 72])
    #expect(groups.description == text)
  }

  @Test("schedules stand in schedules") func then() throws {
    let text = "then:first=(linear:start=0),steps=100,second=(cosine:floor=0.01)"
    let then = try Specification(text)
    #expect(then.name == "then" && then["steps"] == "100")
    #expect(
      then.value(of: "first") == .nested(Specification(name: "linear", settings: [("start", "0")])))
    #expect(
      then.value(of: "second")
        == .nested(Specification(name: "cosine", settings: [("floor", "0.01")])))
    #expect(then.description == text)
  }

  @Test("problems stand in problems") func noisy() throws {
    let noisy = try Specification("noisy:std=0.1,of=(rosenbrock:n=10)")
    #expect(noisy["std"] == "0.1")
    #expect(
      noisy.value(of: "of") == .nested(Specification(name: "rosenbrock", settings: [("n", "10")])))
    #expect(noisy.description == "noisy:std=0.1,of=(rosenbrock:n=10)")
  }

  @Test("a file is a path with its ending, or in quotes") func files() throws {
    let files: [(String, String, String?)] = [
      ("a.swift", "a.swift", nil), ("/x/a.so:lr=1", "/x/a.so", nil),
      ("/x y/a.swift/b:lr=1", "/x y/a.swift", "b"), ("a.dylib/b", "a.dylib", "b"),
      ("\"a:(b).swift\"/c:lr=1", "a:(b).swift", "c"), ("\"plain\"", "plain", nil),
      ("\"a.swift\"/b.so", "a.swift", "b.so"),
    ]
    for (text, path, name) in files {
      let file = try Specification(text)
      #expect(file.source == .file(path: path, name: name))
      #expect(file.description == text)
    }
    #expect(try Specification("\"a.swift\"").description == "a.swift")
    #expect(try Specification("x.swift/").source == .name("x.swift/"))
  }

  @Test("a list is in two parentheses, and may be empty") func lists() throws {
    let list = try Specification("modified:rule=(adam),by=((clip_norm:norm=1),(ema))")
    #expect(
      list.value(of: "by")
        == .list([
          Specification(name: "clip_norm", settings: [("norm", "1")]), Specification(name: "ema"),
        ]))
    #expect(try Specification("a:b=((c))").value(of: "b") == .list([Specification(name: "c")]))
    #expect(try Specification("a:b=()").value(of: "b") == .list([]))
    #expect(try Specification("a:b=()").description == "a:b=()")
  }
}
