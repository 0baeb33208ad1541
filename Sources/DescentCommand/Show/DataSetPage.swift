import Descent
import DescentData
import DescentFiles
import Rainbow

/// The page of a named data set: `descent show digits`.
struct DataSetPage {
  private let named: DataSource.Named

  init?(named name: String) {
    guard let named = DataSource.Named(rawValue: name) else { return nil }
    self.named = named
  }

  func text(_ console: Console) throws -> String {
    let data = try named.examples
    let head = "\(named.rawValue): \(named.summary)"
    let classes = Self.counts(data).enumerated().map {
      [String($0.offset), counted($0.element, "example")]
    }
    let sections = [
      Section(
        "size",
        "\(counted(data.count, "example")) of \(counted(data.featureCount, "feature")) in "
          + counted(data.classCount, "class")),
      Section("classes", tableText(["label", "examples"], rows: classes)),
      Section("features", Self.ranges(data)),
      Section(
        "settings",
        named.keys.isEmpty
          ? "none: these examples are fixed"
          : "data=\(named.rawValue) with " + named.keys.joined(separator: ", ")),
      Section(
        "how to use it",
        "descent run softmax:data=\(named.rawValue) adam\n"
          + "descent run mlp:data=\(named.rawValue),hidden=16 adam"),
      Section("source", named.source),
    ]
    return ([console.isTerminal ? head.bold : head] + sections.map { $0.text(console) })
      .joined(separator: "\n\n")
  }

  var json: JSON {
    get throws {
      let data = try named.examples
      return .keyed([
        ("name", .string(named.rawValue)), ("summary", .string(named.summary)),
        ("examples", .integer(data.count)), ("features", .integer(data.featureCount)),
        ("classes", .array(Self.counts(data).map { .integer($0) })),
        ("source", .string(named.source)),
        ("keys", .array(named.keys.map { .string($0) })),
      ])
    }
  }

  /// The number of examples of each class.
  private static func counts(_ data: DataSet) -> [Int] {
    data.labels.reduce(into: Array(repeating: 0, count: data.classCount)) { $0[$1] += 1 }
  }

  /// The smallest and the largest value of each feature, or of all features together if there are more than
  /// eight.
  private static func ranges(_ data: DataSet) -> String {
    let features = data.features
    let width = data.featureCount
    func range(_ values: some Sequence<Double>) -> String {
      let (low, high) = values.reduce((Double.infinity, -Double.infinity)) {
        (min($0.0, $1), max($0.1, $1))
      }
      return "from \(numberText(low)) to \(numberText(high))"
    }
    guard width <= 8 else { return range(features) }
    return (0..<width).map { place in
      "\(place): "
        + range(stride(from: place, to: features.count, by: width).lazy.map { features[$0] })
    }.joined(separator: "\n")
  }
}
