extension Textbook {
  static let stochastic = Chapter(
    name: "stochastic", title: "Stochastic methods", experiments: [])
}
