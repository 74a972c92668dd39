"""What stands whatever comes: killed processes, full disks, folders that may only be read, large graphs, many rounds.

- `writers`: everything that writes files, as programs that run in a child process
- `disk`: what is left when they are killed, when nothing more fits, and where nothing may be written
- `growth`: what a process holds after many rounds
- `large`: graphs of ten million nodes
- `locales`: what programs print and write, in the locale of a country
"""
