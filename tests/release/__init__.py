"""A release: the two archives, what they hold, where they are installed, and of what they are made.

- `building`: wheel and sources from a copy of the repository, as whoever builds it gets them
- `installed`: programs that run from the wheel alone, in environments of their own
- `materials`: the list of materials (SBOM), with the work of others that lies in the wheel
- `advisories`: known weaknesses of what the package asks for
"""
