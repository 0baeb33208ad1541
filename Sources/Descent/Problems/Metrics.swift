/// What a model achieves on its data: numbers with names, in order.
///
/// The well-known ones come first, in the order `train_loss`, `test_loss`, `train_accuracy`,
/// `test_accuracy`, as far as the problem has them; they are stored without allocation, because a run
/// on full batches measures at every step.
public struct Metrics: Sendable, Hashable {
  /// One number.
  public struct Entry: Sendable, Hashable {
    /// In snake case, as files and JSON name it.
    public let name: String
    /// The number.
    public let value: Double
    /// Whether more is better, as of an accuracy.
    public let higherIsBetter: Bool

    /// A number with its name.
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
  /// The fraction of training examples classified correctly; nil where there are no classes.
  public let trainAccuracy: Double?
  /// The same for the test examples.
  public let testAccuracy: Double?
  /// What else the problem measures, in its order.
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

  /// All of them, the well-known ones first.
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

  /// The number of a name, or nil if there is none.
  public subscript(name: String) -> Double? { entries.first { $0.name == name }?.value }

  /// The same with both losses changed.
  func mappingLosses(_ change: (Double) -> Double) -> Metrics {
    Metrics(
      trainLoss: change(trainLoss), testLoss: testLoss.map(change), trainAccuracy: trainAccuracy,
      testAccuracy: testAccuracy, others: others)
  }
}
