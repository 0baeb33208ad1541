import Descent
import Testing

@Suite struct SpecificationTests {
  static let good: [(text: String, name: String, settings: [String])] = [
    ("adam", "adam", []),
    ("adam:lr=0.1", "adam", ["lr", "0.1"]),
    ("adam:lr=0.1,beta1=0.8", "adam", ["lr", "0.1", "beta1", "0.8"]),
    ("mlp:data=a=b:c.csv,hidden=64-32", "mlp", ["data", "a=b:c.csv", "hidden", "64-32"]),
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
    ("", "the name is missing"), (":", "the name is missing"), (":lr=1", "the name is missing"),
    ("adam:", "a key=value is missing"), ("adam:lr=1,", "a key=value is missing"),
    ("adam:,lr=1", "a key=value is missing"), ("adam:lr=1,,eps=1", "a key=value is missing"),
    ("adam:lr", "'lr' is not key=value"), ("adam:lr=1,fast", "'fast' is not key=value"),
    ("adam:=1", "'=1' is not key=value"), ("adam:=", "'=' is not key=value"),
  ]

  @Test("refuses what is not of that form, and says why", arguments: bad)
  func refuses(text: String, reason: String) {
    let expected = ConfigurationError.malformedSpecification(text: text, reason: reason)
    #expect(throws: expected) { try Specification(text) }
    #expect(
      expected.description == "'\(text)' is not of the form name:key=value,key=value: \(reason)")
  }

  @Test("finds and takes out settings by key") func settings() throws {
    var specification = try Specification("linear:warmup=5,horizon=9")
    #expect(specification["warmup"] == "5" && specification["nothing"] == nil)
    #expect(specification.remove("warmup") == "5" && specification.remove("warmup") == nil)
    #expect(specification.description == "linear:horizon=9")
  }

  @Test("is equal if it reads the same") func equality() throws {
    #expect(
      try Specification("a:b=1") == Specification(name: "a", settings: [(key: "b", text: "1")]))
    #expect(try Specification("a:b=1,c=2") != Specification("a:c=2,b=1"))
    #expect(try Set([Specification("a"), Specification("a"), Specification("b")]).count == 2)
  }
}
