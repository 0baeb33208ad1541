import Descent

/// Which column of a table holds the labels.
struct LabelColumn {
  /// Where it may be, by their index in the file: one if it is known.
  let candidates: [Int]

  /// A column by its name or its number, from 1 or, from the last, −1. A name comes before a number.
  /// - Parameter what: the setting that names it.
  static func named(
    _ name: String, in layout: TableLayout, path: String, setting: String = "label"
  ) throws(DataError) -> Int {
    let equal = layout.names.indices.filter { layout.names[$0] == name }
    if equal.count > 1 { throw .ambiguousColumn(path: path, name: name, count: equal.count) }
    if let column = equal.first { return column }
    if let number = Int(name), number != 0, number.magnitude <= layout.columns {
      return number > 0 ? number - 1 : layout.columns + number
    }
    if Int(name) != nil {
      throw .noSuchColumn(path: path, setting: setting, number: name, columns: layout.columns)
    }
    throw .unknownLabel(path: path, label: name, columns: layout.names)
  }

  /// The columns that `ignore=` names.
  static func ignored(
    _ text: String, in layout: TableLayout, path: String
  ) throws(DataError) -> Set<Int> {
    if text.isEmpty { return [] }
    if layout.names.contains(text) {
      return [try named(text, in: layout, path: path, setting: "ignore")]
    }
    var columns: Set<Int> = []
    for part in text.split(whereSeparator: { $0 == ";" || $0 == "," }) {
      let name = part.trimmingPrefix { $0 == " " }
      columns.insert(try named(String(name), in: layout, path: path, setting: "ignore"))
    }
    return columns
  }

  /// - Parameters:
  ///   - kept: the columns that are not ignored, ascending.
  ///   - isTarget: whether it is a number that is fitted, in the last column unless `label` says more.
  init(
    _ options: TableOptions, _ layout: TableLayout, kept: [Int], isTarget: Bool, path: String
  ) throws(DataError) {
    let last = kept[kept.count - 1]
    if !options.label.isEmpty {
      let column = try Self.named(options.label, in: layout, path: path)
      guard kept.contains(column) else { throw .labelIgnored(path: path, label: options.label) }
      candidates = [column]
      return
    }
    if isTarget {
      candidates = [last]
      return
    }
    let names = layout.names
    if !names.isEmpty, !Self.isLabelName(names[last], among: names) {
      let named = kept.filter { Self.isLabelName(names[$0], among: names) }
      if named.count == 1 {
        candidates = named
        return
      }
    }
    candidates =
      !names.isEmpty && Self.isLabelName(names[last], among: names) ? [last] : [kept[0], last]
  }

  /// Whether a header calls a column what labels are called; y beside x is a coordinate.
  private static func isLabelName(_ name: String, among names: [String]) -> Bool {
    let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }
    if words == ["y"] { return !names.contains { $0.lowercased() == "x" } }
    return words.contains { ["label", "labels", "class", "classes", "target"].contains($0) }
  }

  /// The column, as the data show: the last one unless it can hardly be one of labels, and the first can.
  func column(of table: Table) -> Int {
    let last = candidates[candidates.count - 1]
    guard candidates.count > 1, candidates[0] != last else { return last }
    let (front, back) = (Evidence(candidates[0], of: table), Evidence(last, of: table))
    // Texts cannot be a feature.
    guard front.isGood, !back.hasText || front.isText else { return last }
    if !back.isPossible { return candidates[0] }
    if front.isText, !back.hasText { return candidates[0] }
    // Pixels are few whole numbers, too.
    let hasNames = !table.layout.names.isEmpty
    let isFew = front.count <= 20 && back.count > 20 && !back.isContiguous
    return isFew && !hasNames ? candidates[0] : last
  }
}

/// What speaks for a column as the one of labels.
private struct Evidence {
  /// Whether all are texts, or some.
  let isText: Bool
  let hasText: Bool
  /// Of different values.
  let count: Int
  /// Whether they are whole numbers one after another, from 0 or 1, or −1 and 1.
  let isContiguous: Bool
  /// Whether it can be one of labels: few texts, or few whole numbers.
  let isPossible: Bool
  /// The same with nothing to be said against it.
  var isGood: Bool { isPossible && (isText || isContiguous) }

  init(_ column: Int, of table: Table) {
    let texts = table.texts(in: column)
    let most = max(2, table.rows / 2)
    isText = texts.count == table.rows
    hasText = !texts.isEmpty
    if isText {
      count = Set(texts.map(\.text)).count
      isContiguous = false
      isPossible = count > 1 && count <= most && count < table.rows
      return
    }
    var values: Set<Double> = []
    var isWhole = texts.isEmpty
    if isWhole {
      let place = table.place(of: column)
      for row in 0..<table.rows {
        let number = table.numbers[row * table.kept.count + place]
        values.insert(number)
        if number != number.rounded() { isWhole = false }
      }
    }
    count = values.count
    let (least, greatest) = (values.min() ?? 0, values.max() ?? 0)
    isContiguous =
      isWhole
      && ((least == 0 || least == 1) && greatest - least == Double(count - 1)
        || values == [-1, 1])
    isPossible = isWhole && count > 1 && count <= most && count < table.rows
  }
}
