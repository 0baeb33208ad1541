extension Textbook {
  static let momentum = Chapter(
    name: "momentum", title: "Momentum and acceleration",
    experiments: [
      hb01a, hb01b, hb01c, hb02, hb03, nag03, hb03e, hb03w, hb04, hb05, hb06, hb06b,
      nag01a, nag01b, cg00, nag02a, nag02b, nag04, nag05, nag06a, nag06b, nag06c, ogm01,
    ])
}
