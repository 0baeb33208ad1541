import Descent

extension DataSet {
  /// Reads examples from a table of text, one per row, with fields separated by commas, semicolons,
  /// tabs, bars or blanks.
  ///
  /// Separator and header are detected; see ``TableOptions``. Empty lines are skipped. Labels may be
  /// integers or texts; the classes are the distinct labels, in ascending order. Labels are in the column
  /// that a header names as labels, or otherwise in the last column; or in the first, if it can hold
  /// labels and the last is unlikely to. Features are decimal numbers.
  /// - Throws: ``DataError`` for a row with any other content, and for fewer than two classes.
  public static func csv(
    _ path: String, options: TableOptions = TableOptions()
  ) throws(DataError) -> DataSet {
    try LoadedExamples(table: try DataFile(path), options).dataSet()
  }

  /// Reads examples with a given label column. - Parameter label: the name or the number of the
  /// label's column; empty to detect it.
  public static func csv(_ path: String, label: String) throws(DataError) -> DataSet {
    var options = TableOptions()
    options.label = label
    return try csv(path, options: options)
  }
}

extension LoadedExamples {
  /// The examples of a table of text.
  init(table file: DataFile, _ options: TableOptions) throws(DataError) {
    let bytes = try file.text()
    let layout = try TableLayout(bytes, options, path: file.path)
    let (kept, choice) = try layout.columns(options, isTarget: false, path: file.path)
    var table = try Table(
      bytes, layout, kept: kept, candidates: Set(choice.candidates), path: file.path)
    let column = choice.column(of: table)
    if let stray = table.texts.first(where: { $0.column != column }) { throw table.error(stray) }
    let numbers = table.remove(column)
    path = file.path
    labelPath = file.path
    labels = try LoadedLabels(numbers, table.texts, table, column)
    features = .numbers(table.numbers)
    featureCount = kept.count - 1
    labelColumn = column - layout.columns
    names = layout.names.isEmpty ? [] : kept.filter { $0 != column }.map { layout.names[$0] }
    reading = layout.reading("label", column, options, kept) + file.reading
    isScaled = false
    remarks = table.counterRemark(but: column)
  }
}

extension LoadedLabels {
  /// The labels of a column: integers, or texts, if none is a number or all have one character.
  fileprivate init(
    _ numbers: [Double], _ texts: [Table.Text], _ table: Table, _ column: Int
  ) throws(DataError) {
    let path = table.path
    for text in texts {
      guard text.kind == .text, !Self.isMissing(text.text) else {
        throw text.kind == .text
          ? .missingLabel(
            path: path, line: table.lines[text.row], column: column + 1, text: text.text)
          : table.error(text)
      }
    }
    func notInteger(_ row: Int, _ text: String) -> DataError {
      .labelNotInteger(path: path, line: table.lines[row], column: column + 1, text: text)
    }
    if texts.count == numbers.count {
      self = .texts(texts.map(\.text))
      return
    }
    // Single characters, as in handwriting data, with digits among letters.
    if !texts.isEmpty, texts.allSatisfy({ $0.text.count == 1 }),
      numbers.allSatisfy({ $0.isNaN || (0...9).contains($0) && $0 == $0.rounded() })
    {
      var words = numbers.map { $0.isNaN ? "" : String(Int($0)) }
      for text in texts { words[text.row] = text.text }
      self = .texts(words)
      return
    }
    if let text = texts.first {
      if text.row > 0 { throw notInteger(text.row, text.text) }
      let row = numbers.firstIndex { !$0.isNaN }!
      throw .labelNotText(
        path: path, line: table.lines[row], column: column + 1,
        text: numbers[row].hyperparameterText)
    }
    var labels: [Int] = []
    labels.reserveCapacity(numbers.count)
    for (row, number) in numbers.enumerated() {
      guard let label = Int(exactly: number) else {
        throw notInteger(row, number.hyperparameterText)
      }
      labels.append(label)
    }
    self = .numbers(labels)
  }

  private static func isMissing(_ text: String) -> Bool {
    ["", "?", "na", "n/a", "null"].contains(text.lowercased())
  }
}

extension TableLayout {
  /// The columns that are kept, and the candidates among them for the label or target.
  func columns(
    _ options: TableOptions, isTarget: Bool, path: String
  ) throws(DataError) -> (kept: [Int], label: LabelColumn) {
    guard columns > 1 else { throw .noFeatures(path: path, line: firstLine) }
    let ignored = try LabelColumn.ignored(options.ignore, in: self, path: path)
    let kept = (0..<columns).filter { !ignored.contains($0) }
    guard kept.count > 1 else { throw .allIgnored(path: path, columns: columns) }
    return (
      kept, try LabelColumn(options, self, kept: kept, isTarget: isTarget, path: path)
    )
  }

  /// A description of how the table is read. - Parameter what: `label` or `target`.
  func reading(_ what: String, _ column: Int, _ options: TableOptions, _ kept: [Int]) -> [String] {
    let name = names.isEmpty ? "" : " " + LoadedLabels.shown(names[column])
    let ignored = columns - kept.count
    return [
      "\(what)\(name) in column \(column + 1)", names.isEmpty ? "no header" : "header",
      separator.words,
    ] + (ignored > 0 ? ["\(ignored) column\(ignored == 1 ? "" : "s") ignored"] : [])
      + (options.skip > 0 ? ["\(options.skip) line\(options.skip == 1 ? "" : "s") skipped"] : [])
  }
}

extension Table {
  /// A remark if the first feature is a row number, as some programs write it.
  func counterRemark(but label: Int) -> [String] {
    let width = kept.count - 1
    guard kept[0] != label, rows > 3, width > 1, numbers.count == rows * width else { return [] }
    let first = numbers[0]
    guard first == 0 || first == 1,
      (0..<rows).allSatisfy({ numbers[$0 * width] == first + Double($0) })
    else { return [] }
    // A name comes before a number, and a header may have numbers for names.
    let ways = [kept[0] + 1, kept[0] - layout.columns].map { "\($0)" }
    guard let typed = ways.first(where: { !layout.names.contains($0) }) else { return [] }
    return ["column \(kept[0] + 1) counts the rows: ignore=\(typed) leaves it out"]
  }
}
