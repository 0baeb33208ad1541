import DescentTextbook
import RealModule
import Testing

/// The finding of an experiment at seed 0.
func finding(_ id: String, _ laboratory: Laboratory = Laboratory()) throws -> Finding {
  try #require(Textbook.experiment(id)).run(laboratory)
}

/// Whether numbers print as those of the reference, which quotes eight significant digits.
func agree(_ numbers: [Double], _ quoted: [Double]) -> Bool {
  numbers.count == quoted.count && zip(numbers, quoted).allSatisfy(agree)
}

/// Whether a number prints as another that has eight significant digits.
func agree(_ measured: Double, _ printed: Double) -> Bool {
  let unit = Double.pow(10, Double.log10(abs(printed)).rounded(.down) - 7)
  // A little more than half a unit: the printed number is itself rounded.
  return abs(measured - printed) <= 0.501 * unit
}
