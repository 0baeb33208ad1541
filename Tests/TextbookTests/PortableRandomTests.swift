import DescentAlgebra
import DescentTextbook
import LogisticProblems
import Testing

@Suite("The portable random numbers") struct PortableRandomTests {
  // The golden values of the reference, seed 42.
  @Test("draws the reference's numbers") func golden() {
    var random = PortableRandom(42)
    #expect(
      (0..<3).map { _ in random.bits() } == [
        0xbdd7_3226_2feb_6e95, 0x28ef_e333_b266_f103, 0x4752_6757_130f_9f52,
      ])
    random = PortableRandom(42)
    let normals = random.normals(4)
    let expected = [0.88224891, 1.38847329, -0.45084988, 0.67071644]
    #expect(zip(normals, expected).allSatisfy { abs($0 - $1) < 5e-9 })
  }

  @Test("makes orthogonal matrices") func orthogonal() {
    let q = PortableRandom.orthogonal(5, 3)
    let product = q * q.transposed
    let error = zip(product.entries, Matrix.identity(5).entries).map { abs($0 - $1) }.max()
    #expect((error ?? 1) < 1e-14)
  }

  @Test("LOGIT60 is the reference's data") func logit60() throws {
    #expect(abs(abs(Logit60.rows[0][0]) - 0.06767644) < 5e-9)
    let gradient = try Logit60().gradient(at: Logit60.minimizer)
    #expect(gradient.norm < 1e-7)
    #expect(abs(try Logit60().value(at: Logit60.minimizer) - Logit60.minimum) < 1e-12)
  }
}
