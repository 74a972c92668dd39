"""How far a right claim can be trusted: proved, searched by a solver, or tried at points.

- `pieces`: where the pieces of a formula end
- `proofs`: SymPy in a process of its own
- `walked`: arguments along each path, found by CrossHair
- `further`: a proof, and a search by a solver
- `reach`: what a strategy draws
- `assertion`: `assert_gradient`
"""
