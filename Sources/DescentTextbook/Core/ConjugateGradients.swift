import Descent
import DescentAlgebra

/// The points of the conjugate gradient method for ½ xᵀAx − bᵀx, including the start.
///
/// - Source: Hestenes and Stiefel 1952. Not a plugin, because a step needs A itself.
/// - Parameters:
///   - product: A times a vector.
///   - gradient: Ax − b at the start.
func conjugateGradients(
  from start: [Double], gradient: [Double], steps: Int, product: ([Double]) throws -> [Double]
) rethrows -> [[Double]] {
  var points = [start]
  var x = start
  var residual = gradient.scaled(by: -1)
  var direction = residual
  var squares = residual.dot(residual)
  for _ in 0..<steps where squares > 0 {
    let image = try product(direction)
    let length = squares / direction.dot(image)
    x = x.plus(direction.scaled(by: length))
    residual = residual.minus(image.scaled(by: length))
    let next = residual.dot(residual)
    direction = residual.plus(direction.scaled(by: next / squares))
    squares = next
    points.append(x)
  }
  return points
}
