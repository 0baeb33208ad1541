import DescentCommand
import Foundation

exit(
  await DescentCommand.execute(Array(CommandLine.arguments.dropFirst()), console: Console.process))
