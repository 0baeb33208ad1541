import Descent

/// All stationary points of Bohachevsky's functions; each solves ∇f = 0 in 50 digits and is rounded
/// to double.
///
/// An interval search of [−100, 100]² finds the same numbers of points, so none is missing.
enum BohachevskyPoints {
  private static let how = StationaryPoint.Provenance.published(
    "solution of ∇f = 0 in 34 digits or more, rounded to double")

  static let separable = SeparablePoints.combinations(
    [
      SeparablePoints.even(
        .minimum(0, 0),
        [
          .minimum(0.6186120678279501, 0.4129268302758151),
          .minimum(1.2224947771568115, 1.643826589847171),
          .maximum(0.3607081555517536, 0.7201809112284155),
          .maximum(1.093875187710033, 1.686607164419493),
        ]),
      SeparablePoints.even(
        .minimum(0, 0),
        [
          .minimum(0.46952754566849225, 0.46988241492139593),
          .minimum(0.9333791416826435, 1.8745699311174369),
          .maximum(0.2670404674810485, 0.9334852966930434),
          .maximum(0.8053579605576345, 2.0042581512601183),
        ]),
    ], lowest: .globalMinimum, how)

  static let product: [StationaryPoint] = {
    let saddle = StationaryPoint.Kind.saddle(index: 1)
    let entries: [(kind: StationaryPoint.Kind, value: Double, x: Double, y: Double)] = [
      (.globalMinimum, 0, 0, 0),
      (.localMinimum, 0.21831318777061312, 0.3091582591307131, 0.22986257030758958),
      (saddle, 0.36416008944425216, 0.18209372185404488, 0.1353887629064207),
      (.localMinimum, 0.4129268302758151, 0.6186120678279501, 0),
      (.localMinimum, 0.4603017499705899, 0, 0.45947552594714364),
      (saddle, 0.5686333406394778, 0.48835999922129, 0.09675484656236416),
      (saddle, 0.5965378590172362, 0.12397266879159125, 0.3674043720521428),
      (.maximum, 0.7201809112284155, 0.3607081555517536, 0),
      (.maximum, 0.7366182378499081, 0, 0.2734230462658708),
      (.localMinimum, 0.8680206519202938, 0.608573453646004, 0.45247995477237163),
      (saddle, 0.8808620315234765, 0.5542784540462419, 0.41211135609722743),
      (.localMinimum, 1.0396252208369103, 0.9194684740603962, 0.22350271636394353),
      (saddle, 1.0568521922104073, 0.8594465452866922, 0.17891116816149566),
      (.localMinimum, 1.132872521737031, 0.2980003913284758, 0.6807702513679207),
      (saddle, 1.141794764292051, 0.24997314192067685, 0.6451074687398638),
      (saddle, 1.2051388495879887, 0.7856718387847654, 0.3220916206163749),
      (.maximum, 1.2204285604675091, 0.7286104406634282, 0.2788453589579121),
      (saddle, 1.2600668303980607, 0.4195456657503416, 0.5914908646514837),
      (.maximum, 1.2704679336550306, 0.36948538262208847, 0.5535361282877552),
      (.localMinimum, 1.643826589847171, 1.2224947771568115, 0),
      (saddle, 1.6657339465469716, 1.1571218772658558, 0.048239822792191585),
      (.maximum, 1.686607164419493, 1.093875187710033, 0),
      (.localMinimum, 1.8272891363651962, 0, 0.8992070786781823),
      (saddle, 1.8329355896047197, 0.0414549849094662, 0.8688667227206688),
      (.maximum, 1.8390119592619594, 0, 0.8369889996863716),
    ]
    return entries.flatMap {
      StationaryPoint($0.kind, at: [$0.x, $0.y], value: $0.value, how).signImages()
    }
  }()

  static let oblique: [StationaryPoint] = {
    let line = SeparablePoints.even(
      .minimum(0, 0),
      [
        .minimum(0.3393255483427433, 0.22626001250111952),
        .minimum(0.6777951339903777, 0.904495275571369),
        .minimum(1.0138992912403446, 2.032698018937799),
        .minimum(1.34155444917081, 3.604939562935891),
        .maximum(0.18379415829138096, 0.6612611118225459),
        .maximum(0.5519417331551115, 1.151621696361144),
        .maximum(0.922275508006483, 2.1340425121618694),
        .maximum(1.3009405043140043, 3.614258217705772),
      ])
    // Across the line the bowl curves upwards, so a maximum along the line is a saddle.
    return line.map {
      StationaryPoint(
        $0.value == 0 ? .globalMinimum : $0.isMinimum ? .localMinimum : .saddle(index: 1),
        at: [$0.at, 2 * $0.at / 3], value: $0.value, how)
    }
  }()
}
