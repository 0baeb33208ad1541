import DescentTextbook
import Testing

/// The finding of an experiment at seed 0.
func finding(_ id: String, _ laboratory: Laboratory = Laboratory()) throws -> Finding {
  try #require(Textbook.experiment(id)).run(laboratory)
}

/// Whether numbers are those of the specification, which quotes eight significant digits.
func agree(_ numbers: [Double], _ quoted: [Double], to tolerance: Double = 5e-8) -> Bool {
  numbers.count == quoted.count
    && zip(numbers, quoted).allSatisfy { abs($0 - $1) <= tolerance * abs($1) }
}
