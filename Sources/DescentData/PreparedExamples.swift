import Descent

/// Loaded examples, divided into training and test examples.
public struct PreparedExamples: Sendable {
  package let source: DataSource
  package let testExamples: TestExamples
  public let data: DataSet
  /// The indices of the training examples, ascending.
  public let training: [Int]
  /// The indices of the test examples, ascending; empty if none are held out.
  public let test: [Int]
  /// A line about how files were read; empty if there are none.
  package let note: String
  /// Objects shared by all objectives over these examples.
  package let shared = SharedObjects()

  package init(_ source: DataSource, test: TestExamples) throws {
    self.source = source
    testExamples = test
    switch test {
    case .fraction(let fraction):
      let (loaded, note, isScaled) = try source.load()
      var data = loaded
      (training, self.test) = data.divided(testFraction: fraction)
      if !isScaled { data.standardise(over: training) }
      (self.data, self.note) = (data, note)
    case .file(let path):
      let (loaded, note, isScaled, trainingCount) = try source.load(testFile: path)
      var data = loaded
      training = Array(0..<trainingCount)
      self.test = Array(trainingCount..<data.count)
      if !isScaled { data.standardise(over: training) }
      (self.data, self.note) = (data, note)
    }
    DataNotes.current?.add(note)
  }
}
extension DataSet {
  /// Holds out a fraction `f` of each class, evenly along the file: member `j` (from 0) of a class
  /// is a test example if ⌊f(j + 1) + ½⌋ > ⌊f j + ½⌋, unless none would remain for training.
  ///
  /// A fifth means the third of every five. The division is not random, so runs with different
  /// seeds are judged on the same examples, and neither classes nor the order of collection (for
  /// the digits, one writer after another) can be distributed unevenly.
  public func divided(testFraction f: Double) -> (training: [Int], test: [Int]) {
    precondition((0..<1).contains(f), "a test fraction of \(f)")
    var sizes = [Int](repeating: 0, count: classCount)
    for label in labels { sizes[label] += 1 }
    var seen = [Int](repeating: 0, count: classCount)
    var heldOut = seen
    var (training, test): ([Int], [Int]) = ([], [])
    for (example, label) in labels.enumerated() {
      let j = Double(seen[label])
      seen[label] += 1
      let isDue = (f * (j + 1) + 0.5).rounded(.down) > (f * j + 0.5).rounded(.down)
      if isDue, heldOut[label] < sizes[label] - 1 {
        heldOut[label] += 1
        test.append(example)
      } else {
        training.append(example)
      }
    }
    return (training, test)
  }
}
