"""The arithmetic of the plan: numbers in, numbers out. It reads no ledger and writes nothing.

Rates and shares are from 0 to 1, money is in any one unit (minor units where a policy's pay comes in), periods
count from 0. What cannot be computed is refused with its reason (`PlanRefused`): no figure is ever nan or infinite.
"""
