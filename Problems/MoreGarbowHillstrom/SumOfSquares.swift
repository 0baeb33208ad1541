/// 1² + 2² + … + n²
func sumOfSquares(_ n: Int) -> Double {
  let n = Double(n)
  return n * (n + 1) * (2 * n + 1) / 6
}
