import DescentCommand
import DescentWorkshop
import Testing

@Suite("The workshop's command line") struct WorkshopCommandTests {
  @Test(
    "Reports an error in one line before any work",
    arguments: [
      ("paper", 64, "DescentWorkshop: Missing expected argument '<dir>'"),
      ("paper /dev/null/x", 64, "DescentWorkshop: DIR: cannot make the directory /dev/null/x"),
      ("paper nowhere GD-3", 64, "did you mean 'GD-03'?"),
      ("gsl --steps 0", 64, "steps"), ("gsl --tolerance 1", 64, "tolerance"),
      ("gsl rosenbruck", 64, "rosenbrock"), ("mutants --cases 0", 64, "cases"),
      ("mutants --flag", 64, "DescentWorkshop mutants --help"),
      ("mutants --against nowhere", 2, "DescentWorkshop: cannot read nowhere"),
    ]) func wrong(line: String, status: Int32, part: String) async
  {
    let record = ConsoleRecord()
    let words = line.split(separator: " ").map(String.init)
    let found = await DescentCommand.execute(WorkshopCommand.self, words, console: record.console)
    #expect(found == status)
    #expect(record.errors.contains(part), "\(record.errors)")
    #expect(record.errors.split(separator: "\n").count == 1)
    #expect(record.output.isEmpty)
  }
}
