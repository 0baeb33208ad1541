import DescentLaws

struct MeanOfMeans: WrongAccumulation {
  func factor(_ weight: Double) -> Double { 1 }
  func divisor(weight: Double, calls: Double, steps: Double) -> Double { calls }
}
struct NeverDivides: WrongAccumulation {
  func divisor(weight: Double, calls: Double, steps: Double) -> Double { 1 }
}
struct DividesByFullLength: WrongAccumulation {
  func divisor(weight: Double, calls: Double, steps: Double) -> Double { weight * steps / calls }
}
struct CarriesSum: WrongAccumulation {
  var carried: Double { 1 }
}
struct WaitsOneMore: WrongAccumulation {
  func calls(_ steps: Int) -> Int { steps + 1 }
}
struct ScalesByThird: WrongAccumulation {
  func factor(_ weight: Double) -> Double { weight / 3 }
  func divisor(weight: Double, calls: Double, steps: Double) -> Double { weight / 3 }
}
struct NeverCloses: WrongAccumulation {
  var closes: Bool { false }
}
struct SumsInGradient: WrongAccumulation {
  var overwrites: Bool { true }
}

extension Mutants {
  package static let accumulation: [Mutant] = [
    .accumulation(
      MeanOfMeans.self, "means of means (huggingface/transformers #34191)",
      killedBy: "acc/merge_invariance"),
    .accumulation(
      NeverDivides.self, "the sum (OpenNMT-py #526)", killedBy: "acc/full_batch"),
    .accumulation(
      DividesByFullLength.self, "a short window is divided by the full length",
      killedBy: "acc/partial"),
    .accumulation(CarriesSum.self, "the sum is not reset", killedBy: "acc/window_reset"),
    .accumulation(WaitsOneMore.self, "one call too late", killedBy: "acc/full_batch"),
    .accumulation(ScalesByThird.self, "a third in, a third out", killedBy: "acc/identity"),
    .accumulation(NeverCloses.self, "the remainder is carried over", killedBy: "acc/partial"),
    .accumulation(SumsInGradient.self, "sums in the caller's gradient", killedBy: "acc/pure"),
  ]
}
