import Descent
import DescentData
import NetworkProblems
import Testing

@Suite("A block of examples that runs share") struct SharedBlockTests {
  @Test("objectives over the same examples share their rows while one of them is there")
  func shared() throws {
    let problem = try Softmax { $0.data = "iris" }
    let examples = try problem.loadedExamples()
    var first: AnyObject? = examples.sharedRows(isTest: false)
    #expect(first === examples.sharedRows(isTest: false))
    #expect(first !== examples.sharedRows(isTest: true))
    weak let kept = first
    first = nil
    #expect(kept == nil)
  }

  @Test("the size is declared without an objective, test examples left out") func size() throws {
    let problem = try MLP {
      $0.data = "iris"
      $0.batch = 25
    }
    #expect(try problem.exampleCount == ExampleCount(count: 120, batch: 25))
    #expect(try problem.exampleCount?.batchesPerEpoch == 5)
  }

  @Test("the test loss is the mean cross-entropy of the test examples, without the penalty")
  func testLoss() throws {
    let plain = try Softmax { $0.data = "iris" }
    let ridged = try Softmax {
      $0.data = "iris"
      $0.ridge = 10
    }
    let x = (0..<plain.dimension).map { 0.1 * Double($0 % 3) }
    let measured = try [plain, ridged].map {
      try #require(try Double.makeObjective($0).examples).metrics(x)
    }
    #expect(measured[0].testLoss == measured[1].testLoss)
    #expect(measured[0].trainLoss < measured[1].trainLoss)
    #expect(try #require(measured[0].testLoss) > 0)
    let all = try Softmax {
      $0.data = "iris"
      $0.test = 0
    }
    #expect(try #require(try Double.makeObjective(all).examples).metrics(x).testLoss == nil)
  }
}
