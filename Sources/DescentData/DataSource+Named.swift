/// Descriptions of the named data sets.
extension DataSource.Named {
  /// A one-line summary of the examples.
  package var summary: String {
    switch self {
    case .digits: "handwritten digits, 8 x 8 pixels in [0, 1]"
    case .iris: "Fisher's irises: four measurements in centimetres, as he printed them"
    case .irisUCI: "the same with the two misprints of the UCI repository"
    case .moons: "two interleaved half circles in the plane, generated"
    case .spirals: "spiral arms in the plane, generated"
    case .blobs: "clouds about points of a circle, generated"
    }
  }

  /// The publication of the examples, or for generated ones, how they are drawn.
  package var source: String {
    switch self {
    case .digits: "Alpaydin and Kaynak 1998, UCI Machine Learning Repository, doi 10.24432/C50P49"
    case .iris: "Fisher, Annals of Eugenics 7, 1936"
    case .irisUCI: "UCI Machine Learning Repository, doi 10.24432/C56C76"
    case .moons, .spirals, .blobs: "generated from a seed, the same on every machine"
    }
  }

  /// The keys besides `data` that change a generated data set.
  package var keys: [String] {
    switch self {
    case .digits, .iris, .irisUCI: []
    case .moons: ["examples", "noise", "data_seed"]
    case .spirals: ["examples", "classes", "turns", "noise", "data_seed"]
    case .blobs: ["examples", "classes", "radius", "noise", "data_seed"]
    }
  }

  /// The examples at the defaults of those keys.
  package var examples: DataSet {
    get throws { try DataSource(data: rawValue).load().data }
  }
}
