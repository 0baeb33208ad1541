import Descent

/// Minima of Chebyquad with m = n; Other minima are permutations of these. The reflection x → 1 − x is
/// listed too if it is not a permutation.
enum ChebyquadPoints {
  static func known(_ n: Int) -> [StationaryPoint] { closedForm(n) ?? table[n] ?? [] }

  /// The nodes (1 ± √s)/2 that have square roots for their squares s.
  private static func closedForm(_ n: Int) -> [StationaryPoint]? {
    let squares: [Double]
    switch n {
    case 1: squares = []
    case 2: squares = [1.0 / 3]
    case 3: squares = [0.5]
    case 4: squares = [-1, 1].map { (1 + $0 * Double(0.8).squareRoot()) / 3 }
    case 5: squares = [-1, 1].map { (5 + $0 * Double(11).squareRoot()) / 12 }
    // The roots of s³ − s² + s/5 − 1/105.
    case 6: squares = [0.071094437341974374, 0.17852201277610205, 0.75038354988192361]
    default: return nil
    }
    let roots = squares.map { $0.squareRoot() }
    let nodes = (roots + roots.map { -$0 } + (n % 2 == 1 ? [0] : [])).map { (1 + $0) / 2 }
    return [
      StationaryPoint(
        .globalMinimum, at: nodes.sorted(), value: 0,
        .closedForm("the nodes of Chebyshev's quadrature, where all residuals vanish"))
    ]
  }

  private static let table: [Int: [StationaryPoint]] = [
    7: [
      .certified(
        .globalMinimum, 0.0,
        [
          0.3380440947400462, 0.5, 0.7648283876425784, 0.6619559052599538, 0.9419308503790245,
          0.2351716123574216, 0.05806914962097548,
        ])
    ],
    8: [
      .certified(
        .minimum(.bestKnown), 0.0035168737256779316,
        [
          0.04315276015101663, 0.1930908403841861, 0.26632870689027294, 0.5, 0.5,
          0.7336712931097271, 0.8069091596158139, 0.9568472398489833,
        ])
    ],
    9: [
      .certified(
        .globalMinimum, 0.0,
        [
          0.583953092107402, 0.416046907892598, 0.5, 0.23561910847106, 0.8005093276901191,
          0.19949067230988096, 0.76438089152894, 0.044205346135782767, 0.9557946538642172,
        ])
    ],
    10: [
      .certified(
        .minimum(.bestKnown), 0.004772713696375349,
        [
          0.032993373018074465, 0.15514535775907337, 0.20018919846138622, 0.38326166496125497,
          0.38326166496125497, 0.5292494771334065, 0.6403535493710659, 0.7135658474159999,
          0.8284818230519073, 0.9252518337853975,
        ]),
      .certified(
        .minimum(.bestKnown), 0.004772713696375349,
        [
          0.9670066269819255, 0.8448546422409267, 0.7998108015386138, 0.616738335038745,
          0.616738335038745, 0.47075052286659347, 0.3596464506289341, 0.286434152584,
          0.17151817694809265, 0.07474816621460248,
        ]),
      .certified(
        .localMinimum, 0.006503954800882306,
        [
          0.0596199005358127, 0.16670828183586142, 0.2391706589426085, 0.3988842923060445,
          0.3988842923060445, 0.6011157076939555, 0.6011157076939555, 0.7608293410573915,
          0.8332917181641386, 0.9403800994641873,
        ]),
      .certified(
        .localMinimum, 0.009500628850221673,
        [
          0.027114937835897843, 0.6148843925897315, 0.1317982884599488, 0.20768401404493092,
          0.3851156074102685, 0.7923159859550691, 0.8682017115400512, 0.6148843925897315,
          0.3851156074102685, 0.9728850621641022,
        ]),
    ],
  ]
}
