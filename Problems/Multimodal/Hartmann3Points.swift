import Descent

/// Stationary points of Hartmann's function of three variables, by P₄₁.
///
/// For 0.0381 these are all points that an interval search of [0, 1]³ finds. For 0.03815 they are
/// the points that Newton's method reaches from 1500 random starts.
enum Hartmann3Points {
  static func known(p41: Double) -> [StationaryPoint] {
    switch p41 {
    case 0.0381:
      HartmannSum.points([
        (lowest, -3.8627797873326624, [0.11458887665506896, 0.55564889461693, 0.8525469846866774]),
        (
          minimum, -3.0897641343826483,
          [0.10933747837181026, 0.8605242257018716, 0.5641231666105351]
        ),
        (
          minimum, -1.0008168635606354,
          [0.3687227270693186, 0.11756162882466425, 0.26757374301517134]
        ),
        (
          saddle, -2.552881155853307, [0.11191381141001992, 0.7181879450190543, 0.6827842275246904]
        ),
        (
          saddle, -0.4193895380427577,
          [0.26809410006030154, 0.41245012104154116, 0.3962241593470822]
        ),
      ])
    case 0.03815:
      HartmannSum.points([
        (
          lowest, -3.8627821478207554,
          [0.11461433858967197, 0.5556488499718569, 0.8525469535208657]
        ),
        (
          minimum, -3.0897641630922505,
          [0.10933750083503116, 0.8605242217690773, 0.5641231710535382]
        ),
        (
          minimum, -1.0008168635629282,
          [0.3687227270704408, 0.1175616288257356, 0.2675737430168289]
        ),
        (
          saddle, -2.5528816288766896,
          [0.11191453054211845, 0.7181880102887968, 0.6827841906203527]
        ),
        (
          saddle, -0.41938953946179225,
          [0.2680941036283825, 0.41245011873124954, 0.39622416072103644]
        ),
      ])
    default: []
    }
  }

  private static let lowest = StationaryPoint.Kind.minimum(.bestKnown)
  private static let minimum = StationaryPoint.Kind.localMinimum
  private static let saddle = StationaryPoint.Kind.saddle(index: 1)
}
