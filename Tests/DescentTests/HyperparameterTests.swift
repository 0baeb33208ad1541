import Descent
import Testing

/// One hyperparameter of every type and every kind of range, and other properties.
struct Everything: Configurable {
  enum Word: String, CaseIterable, WordHyperparameter { case glorot, he }

  @Hyperparameter("learning rate", in: 0...) var learningRate = 0.1
  @Hyperparameter("half-open", in: 0..<1) var epsilon = 0.5
  @Hyperparameter("closed", in: -1...1) var weightDecay = 0.0
  @Hyperparameter("open below", above: 0) var scale = 1.0
  @Hyperparameter("any number") var free = -2.5
  @Hyperparameter("count", in: 1...) var batchSize = 32
  @Hyperparameter("some count", in: 1...10) var few = 3
  @Hyperparameter("switch") var isOn = false
  @Hyperparameter("text") var label = "none"
  @Hyperparameter("widths", entriesIn: 1...) var hidden = [64, 32]
  @Hyperparameter("word") var start = Word.glorot
  @Prepared var rows: [Int]? = nil
  var constant = 7
  var plain = [1.5, 2.5]
  var maybe: Double?
  var certainly: Int? = 4

  static let card = Card(name: "everything", summary: "", formula: "", source: "")

  func validate() throws(ConfigurationError) {
    guard few > batchSize else { return }
    throw .inconsistent(owner: "everything", reason: "few is not few")
  }

  mutating func prepare() throws { rows = Array(0..<few) }
}

@Suite("A hyperparameter") struct HyperparameterTests {
  static func make(_ settings: String) throws -> Everything {
    try Everything(settings: Specification("everything" + settings).settings)
  }

  @Test("describes every hyperparameter, in the order of declaration") func describes() {
    let descriptions = Everything().hyperparameters.map { "\($0.key)=\($0.value) \($0.allowed)" }
    #expect(
      descriptions == [
        "lr=0.1 [0, inf)", "eps=0.5 [0, 1)", "weight_decay=0 [-1, 1]", "scale=1 (0, inf)",
        "free=-2.5 a number", "batch_size=32 [1, inf)", "few=3 [1, 10]",
        "is_on=false true or false", "label=none a text", "hidden=64-32 [1, inf)",
        "start=glorot one of glorot, he",
      ])
    #expect(Everything().hyperparameters.map(\.summary)[..<2] == ["learning rate", "half-open"])
  }

  @Test("reads every type from text and leaves the rest at its default") func reads() throws {
    let all = try Self.make(
      ":lr=1e-3,eps=0,weight_decay=-1,free=1e300,batch_size=10,few=10,is_on=yes,label=a b,"
        + "hidden=5,start=he")
    #expect(all.learningRate == 1e-3 && all.epsilon == 0 && all.weightDecay == -1)
    #expect(all.free == 1e300 && all.batchSize == 10 && all.few == 10 && all.isOn)
    #expect(all.label == "a b" && all.hidden == [5] && all.start == .he && all.scale == 1)
  }

  @Test("keeps stored properties that are not hyperparameters, also optional ones") func plain()
    throws
  {
    let all = try Self.make(":lr=1")
    #expect(all.constant == 7 && all.plain == [1.5, 2.5])
    #expect(all.maybe == nil && all.certainly == 4)
  }

  @Test("prepares after the values are known") func prepares() throws {
    #expect(try Self.make(":few=5").rows == [0, 1, 2, 3, 4])
    #expect(try Everything { $0.few = 2 }.rows == [0, 1])
    #expect(Everything().rows == nil)
  }

  @Test("writes a specification that reads back to the same") func roundTrip() throws {
    let all = try Self.make(":lr=0.1000000000000000055,hidden=none,few=1,free=-0.0,scale=5e-324")
    #expect(all.specification.description.contains("hidden=none"))
    let again = try Everything(settings: all.specification.settings)
    #expect(again.specification == all.specification && again.scale == .leastNonzeroMagnitude)
  }

  static let refused: [(settings: String, message: String)] = [
    ("lr=-1e-300", "lr must lie in [0, inf), got -1e-300"),
    ("lr=inf", "lr must lie in [0, inf), got inf"),
    ("lr=nan", "lr must lie in [0, inf), got nan"),
    ("eps=1", "eps must lie in [0, 1), got 1"),
    ("weight_decay=1.0000000000000002", "weight_decay must lie in [-1, 1], got 1.0000000000000002"),
    ("scale=0", "scale must lie in (0, inf), got 0"),
    ("free=nan", "free must lie in (-inf, inf), got nan"),
    ("free=-inf", "free must lie in (-inf, inf), got -inf"),
    ("batch_size=0", "batch_size must lie in [1, inf), got 0"),
    ("batch_size=1.5", "batch_size must be a whole number, got '1.5'"),
    ("batch_size=1e3", "batch_size must be a whole number, got '1e3'"),
    (
      "batch_size=99999999999999999999",
      "batch_size must be a whole number, got '99999999999999999999'"
    ),
    ("few=11", "few must lie in [1, 10], got 11"),
    ("is_on=perhaps", "is_on must be true or false, got 'perhaps'"),
    ("hidden=64--32", "hidden must be whole numbers joined by dashes, such as 64-32, got '64--32'"),
    ("hidden=-5", "hidden must be whole numbers joined by dashes, such as 64-32, got '-5'"),
    ("hidden=64-0", "hidden must lie in [1, inf), got 64-0"),
    ("start=zero", "start must be one of glorot, he, got 'zero'"),
    ("few=5,batch_size=4", "few is not few"),
    ("lr=1,lr=1", "lr is given twice"),
  ]

  @Test("refuses with the key, the value and what is allowed", arguments: refused)
  func refuses(settings: String, message text: String) {
    #expect(message { _ = try Self.make(":" + settings) } == "everything: " + text)
  }

  @Test(
    "knows no key for properties that are not hyperparameters",
    arguments: ["rows", "constant", "plain"])
  func noKey(key: String) {
    let text = message { _ = try Self.make(":\(key)=1") }
    #expect(text?.hasPrefix("everything has no '\(key)'") == true)
  }

  @Test("refuses a bad value set in code as one typed") func inCode() throws {
    #expect(throws: ConfigurationError.self) { try Everything { $0.epsilon = 1 } }
    #expect(throws: ConfigurationError.self) { try Everything { $0.learningRate = .nan } }
    var late = Everything()
    late.few = 11
    #expect(throws: ConfigurationError.self) { try late.checkHyperparameters() }
  }
}
