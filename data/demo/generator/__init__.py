"""The parts of the generator of the demonstration base; ../generate.py is the command."""
