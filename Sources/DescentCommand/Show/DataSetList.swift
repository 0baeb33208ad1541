import DescentData
import DescentFiles

/// The named data sets, as `list data` prints them.
enum DataSetList {
  static var table: String {
    get throws {
      tableText(
        ["data=", "examples", "features", "classes", "what it is"],
        rows: try DataSource.Named.allCases.map { named in
          let data = try named.examples
          return [
            named.rawValue, String(data.count), String(data.featureCount),
            String(data.classCount), named.summary,
          ]
        }, rightAligned: [1, 2, 3])
        + "\n\nFor your own file use data=FILE: CSV, IDX or NumPy, optionally gzipped."
    }
  }

  static var json: JSON {
    get throws {
      .keyed([
        (
          "data",
          .array(
            try DataSource.Named.allCases.map { named in
              let data = try named.examples
              return .keyed([
                ("name", .string(named.rawValue)), ("summary", .string(named.summary)),
                ("examples", .integer(data.count)), ("features", .integer(data.featureCount)),
                ("classes", .integer(data.classCount)), ("source", .string(named.source)),
                ("keys", .array(named.keys.map { .string($0) })),
              ])
            })
        )
      ])
    }
  }
}
