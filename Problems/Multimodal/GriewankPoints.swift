import Descent

/// The stationary points of Griewank's function in [−10, 10]² besides 0, for n = 2 and d = 4000: 16
/// minima, 24 saddles and 18 maxima.
///
/// The minima are certified with the Krawczyk operator; the other points solve ∇f = 0 in 50
/// digits. An interval search finds the same numbers of points, so none is missing.
enum GriewankPoints {
  private typealias Entry = (kind: StationaryPoint.Kind, value: Double, x: Double, y: Double)

  static let others: [StationaryPoint] = {
    let saddle = StationaryPoint.Kind.saddle(index: 1)
    let entries: [Entry] = [
      (.localMinimum, 0.007396040334115082, 3.1400226338955397, 4.438444480920714),
      (.localMinimum, 0.009864672061006214, 6.280045279379904, 0),
      (.localMinimum, 0.019719489248184802, 0, 8.876888929095657),
      (.localMinimum, 0.027125384395415616, 9.420067886213593, 4.438444437201061),
      (.localMinimum, 0.02958416121207001, 6.280045217550294, 8.876888885374552),
      (saddle, 1.001851785452283, 1.5723679104393218, 2.2225533025787545),
      (saddle, 1.0067816553099955, 4.710820534479318, 2.2181104087569534),
      (saddle, 1.0117164599688457, 1.5660847019886008, 6.6632170057198845),
      (saddle, 1.016661134278616, 7.855556370892423, 2.2269962074289897),
      (saddle, 1.0166660691163318, 4.7171037585267745, 6.667659943458243),
      (saddle, 1.026506069456991, 7.849273116023248, 6.658774057215233),
      (.maximum, 2.0024686354182357, 3.1431642363549055, 0),
      (.maximum, 2.004939741946562, 0, 4.447330275764381),
      (.maximum, 2.01481428364698, 6.286328492143461, 4.44733029775552),
      (.maximum, 2.0222177187824206, 9.429492724599072, 0),
      (.maximum, 2.022227603277811, 3.1431642674554183, 8.894660606551076),
      (.maximum, 2.041976686837409, 9.429492817903379, 8.894660694520526),
    ]
    return entries.flatMap {
      StationaryPoint(
        $0.kind, at: [$0.x, $0.y], value: $0.value,
        .published("solution of ∇f = 0 in 34 digits or more, rounded to double")
      ).signImages()
    }
  }()
}
