import Descent
import DescentData
import NetworkProblems
import SGDPlugin
import Testing

@Suite("A classifier") struct ClassifierTests {
  private func message(_ text: String) -> String {
    do {
      let settings = try Specification("mlp:" + text).settings
      _ = try MLP(settings: settings)
      return ""
    } catch { return "\(error)" }
  }

  @Test("keys without meaning for the data, and bad values, are refused with the allowed ones")
  func refusals() {
    #expect(
      message("data=digits,noise=0.1")
        == "mlp: noise is for data=moons, spirals, blobs, not for data=digits")
    #expect(message("data=moons,turns=2") == "mlp: turns is for data=spirals, not for data=moons")
    #expect(message("data=iris,label=kind") == "mlp: label is for data=FILE, not for data=iris")
    #expect(
      message("data=moons,examples=7")
        == "mlp: two moons need an even number of examples, 4 or more, not 7")
    #expect(
      message("data=spirals,classes=3,examples=100")
        == "mlp: 100 examples cannot be shared out evenly to 3 spirals")
    #expect(message("batch=0") == "mlp: batch must be full or a whole number, 1 or more, got '0'")
    #expect(message("batch=2000") == "mlp: a batch of 2000 from 1438 training examples")
    #expect(message("test=1") == "mlp: test must lie in [0, 1), got 1")
    #expect(message("examples=1") == "mlp: examples must lie in [2, inf), got 1")
    #expect(message("hidden=64-0") == "mlp: hidden must lie in [1, inf), got 64-0")
    #expect(
      message("activation=sin") == "mlp: activation must be one of relu, tanh, gelu, got 'sin'")
    #expect(
      message("data=digit")
        == "no data set is called 'digit'; did you mean 'digits'?; there are: digits, iris, iris-uci, moons, spirals, "
        + "blobs, or a file FILE.csv")
    #expect(message("data=no/such.csv") == "no/such.csv: No such file or directory")
  }

  @Test("a specification reads back as the same problem") func roundTrip() throws {
    let text =
      "data=spirals,classes=3,examples=60,hidden=8-4,activation=gelu,init=glorot,batch=full"
    let problem = try MLP(settings: Specification("mlp:" + text).settings)
    let again = try MLP(settings: Specification(problem.specification.description).settings)
    #expect(again.specification == problem.specification)
    #expect(problem.layout.tensors.first?.shape == [8, 2])
    #expect(again.start(seed: 3) == problem.start(seed: 3))
  }

  @Test(
    "single and double precision agree on loss, gradient and metrics", arguments: ["relu", "gelu"])
  func precisions(activation: String) throws {
    let problem = try MLP(settings: [
      (key: "activation", text: activation), (key: "hidden", text: "16-8"),
      (key: "ridge", text: "0.01"),
    ])
    let x = problem.start(seed: 2)
    let single = try Float.makeObjective(problem)
    let start = x.map(Float.init)
    var gradient = start
    let value = single.valueAndGradient(start, &gradient)
    #expect(abs(Double(value) - (try problem.value(at: x))) < 1e-5)
    #expect(distance(gradient.map(Double.init), try problem.gradient(at: x)) < 1e-5)
    let metrics = try #require(single.examples).metrics(start)
    #expect(abs(metrics.trainLoss - Double(value)) < 1e-6)
    #expect(try #require(metrics.testAccuracy) < 0.5)
  }

  @Test("changing a key after preparation changes the examples") func staleness() throws {
    var problem = try MLP { $0.data = "iris" }
    #expect(problem.dimension == 4 * 64 + 64 + 64 * 3 + 3)
    problem.data = "moons"
    #expect(problem.dimension == 2 * 64 + 64 + 64 * 2 + 2)
    problem.test = 0
    #expect(try problem.loadedExamples().test.isEmpty)
  }
}
