"""Why a claim is wrong, and where it is right.

- `refuted`: the reasons for a wrong claim
- `partly`: where a wrong claim is right
"""
