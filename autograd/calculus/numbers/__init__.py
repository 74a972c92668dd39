"""What every number system shares. The systems themselves, such as Values and symbols, stand where they are used.

- `number`: a number of some system, and the operators that the table gives it
- `ufuncs`: NumPy's functions of such a number
- `tensors`: torch's functions, as rules call them
"""
