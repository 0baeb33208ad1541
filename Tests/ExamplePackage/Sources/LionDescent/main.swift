import DescentCommand
import LionPlugin

// The command line of Descent, with one name more: lion.
await DescentCommand.main(adding: plugin)
