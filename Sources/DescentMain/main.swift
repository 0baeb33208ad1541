import DescentCommand

DescentCommand.main()
