extension Textbook {
  static let gradientDescent = Chapter(
    name: "gradient-descent", title: "Gradient descent", experiments: [gd01, gd03])
}
