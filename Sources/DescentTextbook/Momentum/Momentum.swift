extension Textbook {
  static let momentum = Chapter(
    name: "momentum", title: "Momentum and acceleration", experiments: [hb03])
}
