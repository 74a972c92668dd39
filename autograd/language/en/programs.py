"""Compiled programs and their explanations, in English."""

SENTENCES = {
    "nodes became groups": "{nodes} nodes were recorded. {made} of them are calculated in {groups} groups, one formula "
    "each; {inside} became terms of sums; {folded} were calculated from constants alone; {leaves} numbers are given.",
    "L is the sum": "In gradients, L is the sum of all outputs: {outputs}.",
    "columns are lanes": "Lanes are examples: the columns of X. Gradients are summed over them.",
    "so many nodes": "{count} nodes",
    "one node": "1 node",
    "lanes": "lanes",
    "local derivatives": "Local derivatives, from the table of operations (z is the result)",
    "names in formulas": "Names",
    "signs in formulas": "Signs",
    "tensor": "name",
    "shape": "shape",
    "what it is": "what it is",
    "kind parameter": "parameters",
    "kind input": "inputs",
    "kind constant": "constants",
    "sign entrywise": "A ⊙ B multiplies entry by entry; A B is the matrix product, and Aᵀ the transposed matrix.",
    "sign columns": "A 1 is the sum over the columns of A.",
    "sign sum": "Σ A is a sum of the entries of A: of all of them, or of each column.",
    "sign picked": "A[…] has entries of A in another order, or several times, such as the windows of an image.",
    "sign scatter": "scatter(A) takes the entries of A back to the places from which A[…] took them, and adds up.",
    "shares add up to 1": "If the shares in each column of a target T add up to 1, Δ is softmax(A) - T.",
    "no such code": "the languages of code are {languages}, and '{language}' is none of them",
    "too many groups": "a picture of {count} groups could not be read: the most are {most}",
}
