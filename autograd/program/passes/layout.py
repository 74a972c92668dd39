"""The fifth pass: an address for each number, such that operands stand in one piece wherever that is possible.

Results of a group stand one after the other. Its members are ordered by the addresses of their inputs, and leaves get
their addresses in the order of their first use, or as they are listed. So the weights of a layer are one matrix, and
the outputs of a layer are the columns of the next.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence

from autograd.calculus.row import Op
from autograd.program.groups import Coefs, Group, Operand, Part, Plan, operand
from autograd.program.passes.fusing import Sum
from autograd.program.passes.levels import FEW, Bucket, is_short
from autograd.program.passes.reading import Graph
from autograd.program.passes.rectangles import Rectangle, rectangles


def lay_out(graph: Graph, buckets: Sequence[Bucket]) -> Plan:
    """The program of these groups to be."""
    layout = Layout(graph, buckets)
    groups = list[Group]()
    for bucket in buckets:
        groups += layout.rows_of(bucket) if bucket.members else layout.sums(bucket.sums)
    parameters, placeholders = layout.leaves(graph.parameters), layout.leaves(graph.placeholders)
    layout.place(graph.outputs)
    outputs = [(graph.lanes[i], layout.address[i]) for i in graph.outputs]
    recorded = int(((graph.kind > 0) | (graph.lengths == 0)).sum())
    sizes = layout.singles, layout.rows, recorded, len(graph.folded)
    return Plan(groups, parameters, placeholders, layout.constants, outputs, *sizes)


class Layout:
    """Addresses, given as the groups are met in their order. A node without one has -1."""

    def __init__(self, graph: Graph, buckets: Iterable[Bucket]) -> None:
        self.graph = graph
        self.address = [-1] * len(graph.ops)
        self.rank = {i: rank for rank, i in enumerate([*graph.parameters, *graph.placeholders])}
        results = [i for bucket in buckets for i in (*bucket.members, *[one.node for one in bucket.sums])]
        with_lanes = sum(map(graph.lanes.__getitem__, results))
        self.singles = len(graph.parameters) + len(results) - with_lanes
        self.rows = len(graph.placeholders) + with_lanes
        self.constants = array("d")
        self.next_leaf = [0, 0]  # a parameter, a placeholder
        self.next_result = [len(graph.parameters), len(graph.placeholders)]

    def place(self, leaves: Iterable[int]) -> None:
        """Give an address to those that have none: parameters, placeholders and constants."""
        graph, address = self.graph, self.address
        for i in leaves:
            if address[i] < 0:
                if graph.lanes[i] or graph.needs[i]:
                    address[i] = self._next(self.next_leaf, graph.lanes[i])
                else:
                    address[i] = self.singles + len(self.constants)
                    self.constants.append(graph.data[i])

    def leaves(self, leaves: Sequence[int]) -> list[int]:
        """The addresses of all parameters, or of all placeholders. -1 is one on which no output depends."""
        lanes = leaves is self.graph.placeholders
        self.place([i for i in leaves if i >= 0])
        return [self.address[i] if i >= 0 else self._next(self.next_leaf, lanes) for i in leaves]

    def _next(self, counts: list[int], lanes: bool) -> int:
        counts[lanes] += 1
        return counts[lanes] - 1

    def results(self, members: Sequence[int], shape: tuple[int, ...]) -> Operand:
        """The place of the results of a group."""
        lanes = self.graph.lanes[members[0]]
        start = self.next_result[lanes]
        self.next_result[lanes] += len(members)
        for address, i in enumerate(members, start):
            self.address[i] = address
        needs = any(map(self.graph.needs.__getitem__, members))
        return operand(range(start, start + len(members)), shape, lanes=lanes, needs=needs)

    def operand(self, members: Sequence[int], shape: tuple[int, ...]) -> Operand:
        addresses = list(map(self.address.__getitem__, members))
        if min(addresses) < 0:
            self.place(members)
            addresses = list(map(self.address.__getitem__, members))
        needs = any(map(self.graph.needs.__getitem__, members))
        return operand(addresses, shape, lanes=self.graph.lanes[members[0]], needs=needs)

    def rows_of(self, bucket: Bucket) -> list[Group]:
        """The group of a row of the table, or of copies. A row with several outputs is one group if all are there, and
        else a group for each output."""
        if bucket.op is not None and bucket.op.index:
            return self.choices(bucket.op, bucket.members)
        if bucket.op is None or not bucket.op.outputs:
            return [self.row(bucket.op, [bucket.members])]
        ops, by_output = self.graph.ops, dict[Op | None, dict[tuple[int, ...], int]]()
        for i in bucket.members:
            by_output.setdefault(ops[i], {})[self.graph.inputs[i]] = i
        outputs = [by_output[op] for op in sorted(by_output, key=lambda op: op.bound["j"] if op else 0.0)]
        lists = list(outputs[0])
        everyone = 1 < len(outputs) == len(lists[0]) and all(set(output) == set(lists) for output in outputs)
        if everyone and len(lists) * len(outputs) == len(bucket.members):
            return [self.row(bucket.op, [[output[xs] for xs in lists] for output in outputs])]
        return [self.row(op, [[i for i in bucket.members if ops[i] is op]]) for op in by_output]

    def row(self, op: Op | None, outputs: Sequence[Sequence[int]]) -> Group:
        """The group of these members, for each output the same ones."""
        inputs, address = self.graph.inputs, self.address
        slots = list(zip(*map(inputs.__getitem__, outputs[0]), strict=True))
        places = [list(map(address.__getitem__, slot)) for slot in slots[:2]]
        order = _in_order(places)
        n = len(order)
        operands = tuple([self.operand([slot[m] for m in order], (n,)) for slot in slots])
        members = [output[m] for output in outputs for m in order]
        return Group(self.results(members, (len(outputs), n) if len(outputs) > 1 else (n,)), op, operands)

    def choices(self, op: Op, members: Sequence[int]) -> list[Group]:
        """The groups of a row of an index: tables with equally many members, each by an index of its own."""
        inputs, address = self.graph.inputs, self.address
        by_table, groups = dict[tuple[int, ...], list[int]](), list[Group]()
        for i in members:
            by_table.setdefault(inputs[i][:-1], []).append(i)
        by_count = dict[int, list[tuple[int, ...]]]()
        for table, some in by_table.items():
            by_count.setdefault(len(some), []).append(table)
        for count, tables in by_count.items():
            for table in tables:
                self.place(table)
            tables.sort(key=lambda table: [address[x] for x in table[:2]])
            chosen = [i for table in tables for i in sorted(by_table[table], key=lambda i: address[inputs[i][-1]])]
            shape = len(tables), count
            operands = (
                self.operand([x for table in tables for x in table], (shape[0], len(tables[0]))),
                self.operand([inputs[i][-1] for i in chosen], shape),
            )
            groups.append(Group(self.results(chosen, shape), op, operands))
        return groups

    def sums(self, sums: Sequence[Sum]) -> list[Group]:
        """Matrix products, and a group of the sums that belong to none."""
        groups, found, rest = list[Group](), list[Rectangle](), list(sums)
        if self._may_be_product(sums[0]):
            found, rest = rectangles(sums)
        same: dict[tuple[int, int], list[Rectangle]] = {}
        for one in map(self._ordered, found):
            same.setdefault((len(one.rows), len(one.columns)), []).append(one)
        for (rows, columns), some in same.items():
            if len(some[0].rows[0]) == 1 and 1 in (rows, columns):  # one number times others
                rest += [one for rectangle in some for row in rectangle.sums for one in row]
            else:
                groups.append(self._product(sorted(some, key=self._first)))
        if rest:
            groups.append(self._sums(rest))
        return groups

    def _may_be_product(self, one: Sum) -> bool:
        """Whether it has products, whose first factors are of one kind, and whose second factors are, and whether these
        have lanes if the sum has."""
        lanes = self.graph.lanes
        kinds = [{lanes[x] for x in xs} for xs in (one.first, one.second)]
        return [*map(len, kinds)] == [1, 1] and (lanes[one.node] in kinds[0] | kinds[1])

    def _place(self, i: int) -> tuple[int, int]:
        """Where a number stands, or if it is a leaf without an address, its place among all such."""
        return self.address[i], self.rank.get(i, -1)

    def _first(self, one: Rectangle) -> tuple[int, int]:
        return self.address[one.columns[0][0]], self.address[one.rows[0][0]]

    def _ordered(self, one: Rectangle) -> Rectangle:
        """Rows and columns by the addresses of their numbers. Numbers with lanes are the columns, or both."""
        lanes = self.graph.lanes
        if lanes[one.rows[0][0]] and not lanes[one.columns[0][0]]:
            one = Rectangle(one.columns, one.rows, [list(row) for row in zip(*one.sums, strict=True)])
        rows = sorted(range(len(one.rows)), key=lambda r: self._place(one.rows[r][0]))
        columns = sorted(range(len(one.columns)), key=lambda c: self._place(one.columns[c][0]))
        sums = [[one.sums[r][c] for c in columns] for r in rows]
        return Rectangle([one.rows[r] for r in rows], [one.columns[c] for c in columns], sums)

    def _inner(self, one: tuple[int, ...], other: tuple[int, ...]) -> list[int]:
        """The order of the products of a sum, by the addresses of their factors."""
        return sorted(range(len(one)), key=lambda k: (self.address[one[k]], self.address[other[k]]))

    def _place_as_given(self, factors: Sequence[Sequence[tuple[int, ...]]]) -> None:
        """Give addresses to the leaves of matrices in the order in which a user listed them, if it is one piece: the K
        of Q Kᵀ is not turned into Kᵀ."""
        for factor in factors:
            numbers = sorted([i for row in factor for i in row], key=lambda i: self.rank.get(i, -1))
            ranks = [self.rank.get(i, -1) for i in numbers]
            if ranks[0] >= 0 and ranks == [*range(ranks[0], ranks[0] + len(ranks))]:
                self.place(numbers)

    def _product(self, batch: Sequence[Rectangle]) -> Group:
        first = batch[0]
        if min(len(first.rows), len(first.rows[0]), len(first.columns)) > 1:
            self._place_as_given([one.rows for one in batch])
            self._place_as_given([one.columns for one in batch])
        inner = self._inner(first.columns[0], first.rows[0])
        sizes = len(batch), len(first.rows), len(inner), len(first.columns)
        one = [row[k] for rectangle in batch for row in rectangle.rows for k in inner]
        other = [column[k] for rectangle in batch for k in inner for column in rectangle.columns]
        factors = self.operand(one, sizes[:3]), self.operand(other, (sizes[0], *sizes[2:]))
        sums = [one for rectangle in batch for row in rectangle.sums for one in row]
        shape = (sizes[0], sizes[1], sizes[3])
        part = Part("product", _chosen(sums[0].coefs, inner), factors)
        return self._group(sums, shape, [part])

    def _sums(self, sums: list[Sum]) -> Group:
        """Sums term by term, or from tables of their terms."""
        address = self.address
        sums.sort(key=lambda one: [address[x] for xs in (one.first, one.second, one.singles) for x in xs[:1]])
        n, products, parts = len(sums), len(sums[0].first), list[Part]()
        if is_short(sums[0]):
            for k in range(products):
                factors = [[one.first[k] for one in sums], [one.second[k] for one in sums]]
                parts.append(Part("times", _one(sums[0].coefs, k), tuple([self.operand(xs, (n,)) for xs in factors])))
        elif products:
            inner = self._inner(sums[0].second, sums[0].first)
            factors = [[one.first[k] for one in sums for k in inner], [one.second[k] for one in sums for k in inner]]
            tables = tuple([self.operand(xs, (n, products)) for xs in factors])
            parts.append(Part("dots", _chosen(sums[0].coefs, inner), tables))
        return self._group(sums, (n,), parts)

    def _group(self, sums: Sequence[Sum], shape: tuple[int, ...], parts: list[Part]) -> Group:
        """The group of these parts, and of the single terms of the sums."""
        singles = len(sums[0].singles)
        if singles <= FEW:
            for k in range(singles):
                members = [one.singles[k] for one in sums]
                parts.append(Part("plus", _one(sums[0].weights, k), (self.operand(members, shape),)))
        else:
            order = self._inner(sums[0].singles, sums[0].singles)
            table = self.operand([one.singles[k] for one in sums for k in order], (len(sums), singles))
            parts.append(Part("total", _chosen(sums[0].weights, order), (table,)))
        return Group(self.results([one.node for one in sums], shape), parts=tuple(parts))


def _one(coefs: Coefs, k: int) -> float:
    return coefs if isinstance(coefs, float) else coefs[k]


def _chosen(coefs: Coefs, order: Sequence[int]) -> Coefs:
    return coefs if isinstance(coefs, float) else tuple([coefs[k] for k in order])


def _in_order(places: Sequence[Sequence[int]]) -> list[int]:
    """How to order members: by the first of their places, and where it is the same by the next."""
    keys = list(zip(*places, strict=True)) if len(places) > 1 else places[0]
    return sorted(range(len(keys)), key=keys.__getitem__)
