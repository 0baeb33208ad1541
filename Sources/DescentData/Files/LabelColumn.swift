import Descent

/// The column of a table with the labels.
struct LabelColumn {
  /// The candidates, by index in the file; a single one if the column is known.
  let candidates: [Int]

  /// A column by name or number, counted from 1 or, from the last, −1. Names take precedence over
  /// numbers.
  /// - Parameter setting: the setting that names it.
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
  ///   - isTarget: whether it is a target to be fitted, which is in the last column unless `label` is
  ///     given.
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

  /// Whether a column's name in the header is that of labels; `y` next to `x` is a coordinate.
  private static func isLabelName(_ name: String, among names: [String]) -> Bool {
    let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }
    if words == ["y"] { return !names.contains { $0.lowercased() == "x" } }
    return words.contains { ["label", "labels", "class", "classes", "target"].contains($0) }
  }

  /// The column, judged by the data: the last one, unless it is unlikely to hold labels and the first one
  /// can.
  func column(of table: Table) -> Int {
    let last = candidates[candidates.count - 1]
    guard candidates.count > 1, candidates[0] != last else { return last }
    let (front, back) = (Evidence(candidates[0], of: table), Evidence(last, of: table))
    // A column of texts cannot be a feature.
    guard front.isGood, !back.hasText || front.isText else { return last }
    if !back.isPossible { return candidates[0] }
    if front.isText, !back.hasText { return candidates[0] }
    // Pixels have few integer values, too.
    let hasNames = !table.layout.names.isEmpty
    let isFew = front.count <= 20 && back.count > 20 && !back.isContiguous
    return isFew && !hasNames ? candidates[0] : last
  }
}

/// The evidence that a column holds labels.
private struct Evidence {
  /// Whether all or some entries are texts.
  let isText: Bool
  let hasText: Bool
  /// The number of distinct values.
  let count: Int
  /// Whether the values are consecutive integers from 0 or 1, or −1 and 1.
  let isContiguous: Bool
  /// Whether it can hold labels: few distinct texts or integers.
  let isPossible: Bool
  /// Whether it is possible and nothing speaks against it.
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
