extension Textbook {
  static let schedules = Chapter(
    name: "schedules", title: "Schedules and initialisation", experiments: [])
}
