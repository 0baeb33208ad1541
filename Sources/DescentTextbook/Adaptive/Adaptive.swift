extension Textbook {
  static let adaptive = Chapter(
    name: "adaptive", title: "Adaptive methods",
    experiments: [
      adam01, adam02, adam02b, adam02c, adam03, adam04a, adam04b, adam04c, adam05a, adam05b,
      adam05c, adam05d, adam06a, adam06b, rms01, rms01b, rms02, adagrad03, adagrad04, adamw01,
      adamw02a, adamw02b,
    ])
}
