import Descent
import Testing

@Suite("The order of batches") struct BatchOrderTests {
  /// The batches of the next `epochs` epochs.
  private func epochs(
    _ epochs: Int, count: Int, batch: Int, seed: UInt64 = 0
  ) -> [[[Int]]] {
    let order = BatchOrder(exampleCount: count, batchSize: batch, seed: seed)
    return (0..<epochs).map { _ in
      var batches: [[Int]] = []
      var ended = false
      while !ended {
        let batch = nextBatch(order)
        batches.append(batch.indices)
        ended = batch.endsEpoch
      }
      return batches
    }
  }

  static let sizes = [(10, 1), (10, 3), (10, 5), (10, 9), (10, 10), (1, 1), (97, 32)]

  @Test("visits every example once an epoch, the last batch ragged", arguments: sizes)
  func once(count: Int, batch: Int) {
    let order = BatchOrder(exampleCount: count, batchSize: batch, seed: 0)
    for batches in epochs(3, count: count, batch: batch) {
      #expect(batches.flatMap(\.self).sorted() == Array(0..<count))
      #expect(batches.dropLast().allSatisfy { $0.count == batch })
      #expect(batches.count == order.batchesPerEpoch)
      #expect(batches.last?.count == (count % batch == 0 ? batch : count % batch))
    }
  }

  @Test("differs between epochs and between seeds") func differs() {
    let (a, b) = (epochs(4, count: 50, batch: 7), epochs(4, count: 50, batch: 7, seed: 1))
    #expect(Set(a).count == 4 && Set(a + b).count == 8)
  }

  @Test("is a pure function of the seed") func pure() {
    #expect(epochs(3, count: 50, batch: 7, seed: 5) == epochs(3, count: 50, batch: 7, seed: 5))
  }

  @Test("cuts one order into batches of any size") func sizeIndependent() {
    let flat = { (batch: Int) in epochs(2, count: 12, batch: batch).map { $0.flatMap(\.self) } }
    #expect(flat(4) == flat(3) && flat(4) == flat(1))
  }

  @Test("keeps the data's own order where a batch is everything") func full() {
    #expect(epochs(2, count: 5, batch: 5) == [[[0, 1, 2, 3, 4]], [[0, 1, 2, 3, 4]]])
  }

  @Test("resumes from any epoch and position as if it had never stopped") func resumes() {
    let whole = BatchOrder(exampleCount: 11, batchSize: 4, seed: 9)
    for _ in 0..<10 {
      let resumed = BatchOrder(
        exampleCount: 11, batchSize: 4, seed: 9, epoch: whole.epoch, position: whole.position)
      let (a, b) = (nextBatch(whole), nextBatch(resumed))
      #expect(a == b && whole.epoch == resumed.epoch && whole.position == resumed.position)
    }
    #expect(whole.epoch == 3 && whole.position == 4)
  }

  @Test("puts every example in every place equally often") func even() {
    var counts = [Int](repeating: 0, count: 25)
    for epoch in 0..<2000 {
      let order = BatchOrder(exampleCount: 5, batchSize: 1, seed: 2, epoch: epoch)
      for place in 0..<5 { counts[5 * place + nextBatch(order).indices[0]] += 1 }
    }
    // 16 degrees of freedom: rows and columns have fixed sums.
    #expect(CounterRandomTests.chiSquare(counts) <= 16 + 4 * 32.0.squareRoot())
  }
}
