extension LoadedExamples {
  /// Reads features and labels from two NumPy files: rows, or images of any shape.
  /// - Parameter labels: the labels' file; if empty, its name is derived from the features' file: see
  ///   ``companions(of:)``.
  /// - Throws: ``DataError``.
  init(npy file: DataFile, labels: String) throws(DataError) {
    path = file.path
    let array = try NPYArray(file)
    let labelFile: DataFile
    if labels.isEmpty {
      let names = Self.companions(of: file.path)
      guard let found = names.first(where: { fileExists($0) }) else {
        throw .noLabels(path: file.path, tried: names)
      }
      labelFile = try DataFile(found)
    } else {
      labelFile = try DataFile(labels)
    }
    labelPath = labelFile.path
    guard labelFile.kind == .npy else {
      throw .foreign(
        path: labelFile.path, name: labelFile.kind.name, isPacked: labelFile.isPacked,
        advice: "labels of a .npy file are a .npy file, too")
    }
    let read = try NPYArray(labelFile).labels()
    let rows = array.shape.first ?? 1
    guard rows == read.count else {
      throw .countsDiffer(
        images: path, imageCount: rows, labels: labelPath, labelCount: read.count)
    }
    features = .numbers(try array.finiteNumbers())
    self.labels = read
    featureCount = array.count / rows
    reading = ["labels in \(labelPath)", array.words] + file.reading
    isScaled = false
  }

  /// Possible names of the labels' file: with `y` for `X` or `x`, and with `labels` or `targets`
  /// for `images`, `features`, `data` or `inputs`.
  static func companions(of path: String) -> [String] {
    var folders = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let name = folders.removeLast()
    var names: [String] = []
    func add(_ other: String) {
      if other != name, !names.contains(other) { names.append(other) }
    }
    for word in ["images", "features", "data", "inputs"] where name.lowercased().contains(word) {
      for label in ["labels", "targets", "label", "target"] {
        add(name.replacing(word, with: label, maxReplacements: 1))
      }
    }
    // X as a separate word: X.npy, X_train.npy, train-x.npy.
    let letters = Array(name)
    for (i, letter) in letters.enumerated() where letter == "X" || letter == "x" {
      let isWord =
        (i == 0 || !letters[i - 1].isLetter)
        && (i + 1 == letters.count || !letters[i + 1].isLetter)
      guard isWord else { continue }
      for label in ["y", "Y"] {
        var other = letters
        other[i] = Character(label)
        add(String(other))
      }
    }
    return names.map { (folders + [$0]).joined(separator: "/") }
  }
}
