import Descent

/// The fraction of `length` steps taken before step `step`, from 0 to 1.
func fraction(of length: Int, before step: Int) -> Double {
  min(1, Double(step - 1) / Double(length))
}

/// Half a period of the cosine, from 1 at `p = 0` to 0 at `p = 1`.
func cosineDescent(_ p: Double) -> Double { (1 + .cos(.pi * p)) / 2 }
