import Descent

extension StationaryPoint {
  /// The points of a function that is even in each coordinate: this point and those with other
  /// signs of the coordinates, each once.
  func signImages() -> [StationaryPoint] {
    var images = [point ?? []]
    for i in images[0].indices where images[0][i] != 0 {
      images += images.map { image in
        var opposite = image
        opposite[i] = -opposite[i]
        return opposite
      }
    }
    return images.map {
      StationaryPoint(kind, curvature: curvature, at: $0, value: value, provenance)
    }
  }
}
