"""From a graph to a list of groups, pass by pass. Nothing here calculates a number.

- `reading`: the live nodes by number, with constants folded
- `fusing`: trees of additions as sums of products
- `levels`: nodes of one depth and one kind as groups
- `rectangles`: sums that share their factors as matrix products
- `layout`: an address for each number
"""
