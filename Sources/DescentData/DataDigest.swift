import Descent

extension DataSet {
  /// A digest of all features, as they are used, and all labels.
  package var digest: String {
    digestText(features, labels.map { Double($0) }, [Double(featureCount), Double(classCount)])
  }
}

extension RegressionData {
  /// A digest of all features and targets.
  package var digest: String { digestText(features, targets, [Double(featureCount)]) }
}

private func digestText(_ lists: [Double]...) -> String {
  var digest = Digest()
  for list in lists { digest.add(list.withUnsafeBytes { Array($0) }) }
  return digest.text
}

extension PreparedExamples {
  /// The digests of examples from files, by name.
  package var digests: [String: String] {
    var digests = ["data": data.digest]
    // The number of digested examples that come from the test file.
    if case .file = testExamples { digests["test"] = "\(test.count) examples" }
    return digests
  }
}
