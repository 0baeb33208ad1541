import Descent
import DescentCatalog
import Testing

/// Properties of every size and alignment between the hyperparameters.
private struct Scattered: Configurable {
  var a = true
  @Hyperparameter("same", in: 0...) var first = 1.0
  var b: (Int8, Int16) = (1, 2)
  @Hyperparameter("same", in: 0...) var second = 2.0
  var c: [String]? = ["x"]
  @Hyperparameter("word") var word = "text that is too long for a small string"
  var d: Double?
  @Hyperparameter("list") var list = [1, 2, 3]
  @Hyperparameter("flag") var isOn = true

  static let card = Card(name: "scattered", summary: "", formula: "", source: "")

  init() {}
  init(from decoder: any Decoder) throws { self.init() }
}

/// A type with a custom mirror, which does not reveal the offsets.
private struct Mirrored: Configurable, CustomReflectable {
  @Hyperparameter("number", in: 0...) var number = 1.0
  static let card = Card(name: "mirrored", summary: "", formula: "", source: "")
  var customMirror: Mirror {
    Mirror(self, children: ["extra": 7, "_number": _number], displayStyle: .struct)
  }
}

@Suite("The plan of hyperparameters") struct HyperparameterPlanTests {
  @Test("the offsets of everything built in are known") func direct() {
    let registry = Catalog.registry
    let types: [any Configurable.Type] =
      registry.optimizerTypes + registry.scheduleTypes + registry.problemTypes
    for type in types {
      let plan = HyperparameterPlan.of(type)
      #expect(plan.isDirect, "\(type)")
      #expect(plan.fields.map(\.key) == HyperparameterPlan.reflectedKeys(of: type.init()))
    }
  }

  @Test("values are found and written between other properties") func scattered() throws {
    #expect(HyperparameterPlan.of(Scattered.self).isDirect)
    var value = Scattered()
    #expect(
      value.hyperparameters.map(\.value) == [
        "1", "2", "text that is too long for a small string", "1-2-3", "true",
      ])
    value.second = -1
    #expect(
      throws: ConfigurationError.outOfRange(
        owner: "scattered", key: "second", value: "-1", allowed: "[0, inf)")
    ) { try value.checkHyperparameters() }
    let written = try Scattered(settings: [
      ("word", "another text, which is as long as the first one"), ("list", "7"),
      ("second", "5"),
    ])
    #expect(written.word == "another text, which is as long as the first one")
    #expect(written.list == [7] && written.second == 5 && written.first == 1 && written.isOn)
    #expect(written.c == ["x"] && written.b == (1, 2) && written.a && written.d == nil)
  }

  @Test("where the offsets are unknown, reflection does the same") func mirrored() throws {
    #expect(!HyperparameterPlan.of(Mirrored.self).isDirect)
    #expect(
      try Mirrored(settings: [("number", "3")]).specification.description == "mirrored:number=3")
    #expect(throws: ConfigurationError.self) { try Mirrored(settings: [("number", "-3")]) }
    #expect(throws: ConfigurationError.self) { try Mirrored(settings: [("numbr", "3")]) }
    var value = Mirrored()
    value.number = .nan
    #expect(throws: ConfigurationError.self) { try value.checkHyperparameters() }
  }
}
