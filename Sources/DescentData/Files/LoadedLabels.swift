/// Labels as in the file: integers or texts.
enum LoadedLabels: Sendable {
  case numbers([Int])
  case texts([String])

  var count: Int {
    switch self {
    case .numbers(let numbers): numbers.count
    case .texts(let texts): texts.count
    }
  }

  /// The distinct labels: numbers in ascending order, texts in the order of their Unicode
  /// scalars.
  var classes: [String] {
    switch self {
    case .numbers(let numbers): Set(numbers).sorted().map { String($0) }
    case .texts(let texts):
      Set(texts).sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
    }
  }

  private var words: [String] {
    switch self {
    case .numbers(let numbers): numbers.map { String($0) }
    case .texts(let texts): texts
    }
  }

  /// Each label's index among the classes.
  /// - Throws: ``DataError/strangeLabel(path:label:trained:)`` for a label that is not one of
  ///   them.
  func numbered(
    by classes: [String], path: String, trained: String
  ) throws(DataError) -> [Int] {
    let numberOf = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1, $0) })
    var result: [Int] = []
    result.reserveCapacity(count)
    for word in words {
      guard let number = numberOf[word] else {
        throw .strangeLabel(path: path, label: word, trained: trained)
      }
      result.append(number)
    }
    return result
  }

  /// Remarks about unusual labels.
  var remarks: [String] {
    var sizes: [String: Int] = [:]
    for word in words { sizes[word, default: 0] += 1 }
    let classes = classes
    var remarks: [String] = []
    if 3 * classes.count > count, classes.count > 2 {
      remarks.append("\(classes.count) classes in \(count) rows: is that the column of the label?")
    } else {
      let single = classes.filter { sizes[$0] == 1 }
      if !single.isEmpty {
        remarks.append(
          single.count == 1
            ? "one example only of class \(Self.shown(single[0]))"
            : "\(single.count) classes of one example only")
      }
    }
    switch self {
    case .numbers: remarks += gaps
    case .texts:
      let plain = Set(classes.map { $0.lowercased().split(separator: " ").joined(separator: " ") })
      if plain.count < classes.count {
        remarks.append("some classes differ in capitals or blanks only")
      }
    }
    return remarks
  }

  /// Remarks about integers between the smallest and the largest label that are not labels.
  private var gaps: [String] {
    guard case .numbers(let numbers) = self else { return [] }
    let known = Set(numbers)
    guard let least = known.min(), let greatest = known.max(), known != [-1, 1] else { return [] }
    let (span, overflow) = greatest.subtractingReportingOverflow(least)
    guard !overflow, span < 10_000, span >= known.count else { return [] }
    let missing = (least...greatest).filter { !known.contains($0) }
    let list =
      missing.count <= 5
      ? missing.map { String($0) }.joined(separator: ", ") : "\(missing.count) numbers"
    return ["labels \(least) to \(greatest) without \(list)"]
  }

  /// A label, quoted and shortened for a line of text.
  static func shown(_ label: String) -> String {
    label.count <= 40 ? "'\(label)'" : "'\(label.prefix(40))…'"
  }
}
