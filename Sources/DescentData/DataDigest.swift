import Descent

extension DataSet {
  /// A digest of every feature, as it is used, and every label.
  package var digest: String {
    digestText(features, labels.map { Double($0) }, [Double(featureCount), Double(classCount)])
  }
}

extension RegressionData {
  /// A digest of every feature and target.
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
    // How many of the digested examples are those of the test file.
    if case .file = testExamples { digests["test"] = "\(test.count) examples" }
    return digests
  }
}
