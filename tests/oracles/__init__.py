"""Twenty plain lines of Python for each question: slow, without SQL or arrays, and easy to check by eye.

They start from `timeline(known(facts, as_of, known_at))` and the declared meanings alone. An oracle
gives its rows as the question does, and beside each row the leads of its figures: (unit, journey, person).
"""

from oracles.ahead import backtest, chances_told, coverage, forecast
from oracles.asked import Asked, Told
from oracles.customers import (
    comparison,
    contract_fit,
    contracts,
    cure,
    lifetime,
    order_fit,
    orders,
    payback,
    revenue_bridge,
    revenue_retention,
)
from oracles.ends import ages, maturity, outcomes, steps
from oracles.money import costs, handoff, leakage, reasons, retention, values
from oracles.pace import effort, lead_velocity, pipeline_velocity, speed_to_lead, sticky
from oracles.rates import conversion, moves, ranking, stages, velocity, waterfall
from oracles.returns import acquisition, decay, purposes, sourced
from oracles.scores import calibration, score_power, shelf_lives, thresholds, yields
from oracles.work import activities, calling, clean, published, value_conversion

ORACLES = {
    "forecast": forecast,
    "coverage": coverage,
    "backtest": backtest,
    "chances": chances_told,
    "calibration": calibration,
    "thresholds": thresholds,
    "score_power": score_power,
    "yields": yields,
    "shelf_lives": shelf_lives,
    "effort": effort,
    "sticky": sticky,
    "speed_to_lead": speed_to_lead,
    "pipeline_velocity": pipeline_velocity,
    "lead_velocity": lead_velocity,
    "retention": retention,
    "revenue_retention": revenue_retention,
    "revenue_bridge": revenue_bridge,
    "lifetime": lifetime,
    "payback": payback,
    "contracts": contracts,
    "contract_fit": contract_fit,
    "orders": orders,
    "order_fit": order_fit,
    "purposes": purposes,
    "comparison": comparison,
    "cure": cure,
    "sourced": sourced,
    "acquisition": acquisition,
    "decay": decay,
    "activities": activities,
    "calling": calling,
    "clean": clean,
    "published": published,
    "value_conversion": value_conversion,
    "leakage": leakage,
    "ranking": ranking,
    "values": values,
    "outcomes": outcomes,
    "steps": steps,
    "ages": ages,
    "maturity": maturity,
    "reasons": reasons,
    "handoff": handoff,
    "costs": costs,
    "waterfall": waterfall,
    "conversion": conversion,
    "velocity": velocity,
    "stages": stages,
    "moves": moves,
}

__all__ = ["ORACLES", "Asked", "Told"]
