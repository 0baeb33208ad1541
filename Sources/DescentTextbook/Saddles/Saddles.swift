extension Textbook {
  static let saddles = Chapter(
    name: "saddles", title: "Saddles", experiments: [])
}
