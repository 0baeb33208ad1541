import Descent
import DescentCommand

await DescentCommand.main(adding: Plugin())
