extension Textbook {
  static let gradientDescent = Chapter(
    name: "gradient-descent", title: "Gradient descent",
    experiments: [
      gd01, gd02a, gd02b, gd03, gd04a, gd04b, gd04c, gd05, gd06a, gd06b, gd07a, gd07b, gd08, gd09,
      gd11a, gd11b, gd12a, gd12b, gd13a, gd13b, gd13c, gd14,
    ])
}
