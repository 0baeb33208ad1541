extension Textbook {
  static let adaptive = Chapter(
    name: "adaptive", title: "Adaptive methods", experiments: [])
}
