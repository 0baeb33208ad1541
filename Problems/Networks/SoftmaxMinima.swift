import Descent
import DescentData

extension Softmax {
  /// The instances with published minima, with their published names.
  static let published = [
    "iris_softmax_fisher_0.01": "data=iris,ridge=0.01,test=0,gauge=1",
    "iris_softmax_fisher_0.001": "data=iris,ridge=0.001,test=0,gauge=1",
    "iris_softmax_uci_0.01": "data=iris-uci,ridge=0.01,test=0,gauge=1",
    "iris_softmax_uci_0.001": "data=iris-uci,ridge=0.001,test=0,gauge=1",
    "blobs_softmax": "data=blobs,ridge=0.01,test=0,gauge=1",
    "digits_softmax_0.01": "data=digits,ridge=0.01,test=0,gauge=1",
    "digits_softmax_0.001": "data=digits,ridge=0.001,test=0,gauge=1",
  ]

  /// The minimum, only for the instances with a published one: all examples are in the training set,
  /// and the generator has its default values. The biases there sum to 0, so the minimum is the same
  /// for every γ. Without the gauge term, every common shift of the biases is also a minimum.
  var knownMinimum: StationaryPoint? {
    guard test == 0, source == source.withDefaults, let named = source.named else { return nil }
    let known: (value: Double, point: [Double]?)
    switch (named, ridge) {
    case (.iris, 0.01): known = (0.24367722664938243, Self.iris2)
    case (.iris, 0.001): known = (0.10236807843007842, Self.iris3)
    case (.irisUCI, 0.01): known = (0.24390030397088516, Self.irisUCI2)
    case (.irisUCI, 0.001): known = (0.1023990116009219, Self.irisUCI3)
    case (.blobs, 0.01): known = (0.10882230726939822, Self.blobs2)
    case (.digits, 0.01): known = (0.7385140818752104, nil)
    case (.digits, 0.001): known = (0.2618645472171726, nil)
    default: return nil
    }
    let proof =
      named == .digits
      ? "convex; Newton decrement below 1e-18 in 80-bit arithmetic"
      : "convex; Krawczyk's interval operator at 300 bits"
    return StationaryPoint(
      gauge == .value(0) ? .minimisingSet(dimension: 1) : .globalMinimum, at: known.point,
      value: known.value, .published(proof))
  }

  private static let iris2 = [
    -0.9762176682801514, 1.040085884890972, -1.6936915387224802, -1.5862626873353354,
    0.49133218065594575, -0.37423099744358207, -0.24272670043719494, -0.7128888159702724,
    0.4848854876242057, -0.6658548874473899, 1.9364182391596751, 2.299151503305608,
    -0.23591485754889302, 1.7913615438600115, -1.5554466863111185,
  ]
  private static let iris3 = [
    -1.5417567011727384, 1.7344026814840585, -3.271161442816791, -3.079360410106132,
    1.1305274501334452, -0.340254004729059, -1.2444964856719813, -1.323767654707288,
    0.4112292510392933, -1.3941486767549995, 4.515657928488772, 4.40312806481342,
    0.02861954583850826, 3.65138063605459, -3.680000181893098,
  ]
  private static let irisUCI2 = [
    -0.9770502726285322, 1.0359425983962456, -1.6944869436935437, -1.5942774403820437,
    0.4916856367116784, -0.3723944743469741, -0.24404304016640121, -0.7072424136913391,
    0.4853646359168537, -0.6635481240492715, 1.938529983859945, 2.3015198540733826,
    -0.24135249127790778, 1.7935976673041052, -1.5522451760261973,
  ]
  private static let irisUCI3 = [
    -1.5440911661075072, 1.7291675578823456, -3.2690294108506275, -3.089122361201744,
    1.1321891115646252, -0.34040722012050334, -1.2467550004381625, -1.319251762555356,
    0.4119020545428819, -1.3887603377618423, 4.51578441128879, 4.4083741237571,
    0.017835787954540046, 3.6538712945096434, -3.6717070824641835,
  ]
  private static let blobs2 = [
    1.740590631478903, 0.010097613846589222, -0.7988394678909627, 1.6050126027589255,
    -0.9417511635879403, -1.615110216605515, 0.17699659389947284, 0.020685960814801688,
    -0.1976825547142745,
  ]
}
