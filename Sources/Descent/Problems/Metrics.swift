/// The metrics of a model on its data: named numbers, in order.
///
/// The standard metrics come first, in the order `train_loss`, `test_loss`, `train_accuracy`,
/// `test_accuracy`, if the problem has them. They are stored without allocation, because a run on
/// full batches measures them at every step.
public struct Metrics: Sendable, Hashable {
  /// One metric.
  public struct Entry: Sendable, Hashable {
    /// The name in snake case, used in files and JSON.
    public let name: String
    /// The value.
    public let value: Double
    /// Whether higher is better, as for an accuracy.
    public let higherIsBetter: Bool

    /// Creates a metric.
    public init(_ name: String, _ value: Double, higherIsBetter: Bool) {
      self.name = name
      self.value = value
      self.higherIsBetter = higherIsBetter
    }
  }

  /// The objective over all training examples, regularisation included.
  public let trainLoss: Double
  /// The mean loss over the test examples, without regularisation; nil if there are none.
  public let testLoss: Double?
  /// The fraction of training examples classified correctly; nil if there are no classes.
  public let trainAccuracy: Double?
  /// The same for the test examples.
  public let testAccuracy: Double?
  /// The problem's other metrics, in order.
  public let others: [Entry]

  /// - Precondition: no name is given twice.
  public init(
    trainLoss: Double, testLoss: Double? = nil, trainAccuracy: Double? = nil,
    testAccuracy: Double? = nil, others: [Entry] = []
  ) {
    self.trainLoss = trainLoss
    self.testLoss = testLoss
    self.trainAccuracy = trainAccuracy
    self.testAccuracy = testAccuracy
    self.others = others
    require(
      others.isEmpty || Set(entries.map(\.name)).count == entries.count,
      "a metric is given twice: \(entries.map(\.name))")
  }

  /// All metrics, the standard ones first.
  public var entries: [Entry] {
    var entries = [Entry("train_loss", trainLoss, higherIsBetter: false)]
    if let testLoss { entries.append(Entry("test_loss", testLoss, higherIsBetter: false)) }
    if let trainAccuracy {
      entries.append(Entry("train_accuracy", trainAccuracy, higherIsBetter: true))
    }
    if let testAccuracy {
      entries.append(Entry("test_accuracy", testAccuracy, higherIsBetter: true))
    }
    return entries + others
  }

  /// The value of the metric with a name, or nil if there is none.
  public subscript(name: String) -> Double? { entries.first { $0.name == name }?.value }

  /// These metrics with both losses changed.
  func mappingLosses(_ change: (Double) -> Double) -> Metrics {
    Metrics(
      trainLoss: change(trainLoss), testLoss: testLoss.map(change), trainAccuracy: trainAccuracy,
      testAccuracy: testAccuracy, others: others)
  }
}
