"""Houses for the real data sets: each with the funnel that its company has."""

from datetime import UTC, datetime
from pathlib import Path

from headrace.adapters.imports.maps import load_maps, map_for
from headrace.house import House
from headrace.settings import Settings

HERE = Path(__file__).parent

SELLERS = """
name: Seller acquisition
stages:
  mql: {label: MQL, owner: marketing, entrance: true}
  won: {label: Won, owner: sales, role: won}
"""
PIPELINE = """
name: Hardware sales
stages:
  prospecting: {label: Prospecting, owner: sales, entrance: true}
  engaging: {label: Engaging, owner: sales, entrance: true}
  won: {label: Won, owner: sales, role: won}
"""
EVENTS = """
name: Event software
stages:
  lead: {label: Lead, owner: marketing, entrance: true}
  offer: {label: Offer, owner: sales, entrance: true}
  won: {label: Won, owner: sales, role: won}
"""


def house(folder: Path, funnel: str, zone: str, currency: str, clock=lambda: datetime.now(UTC), database=None) -> House:
    """A house with a funnel published, and nothing in its ledger besides."""
    (folder / "funnel.yaml").write_text(funnel)
    (folder / "policy.yaml").write_text(f"zone: {zone}\ncurrency: {currency}\nsignoffs: []\n")
    made = House(Settings(folder, database), clock)
    made.publish(by="test", signoffs={})
    return made


def import_all(house: House, map_file: str, *files: Path):
    """Import files by a map that lies beside this module; gives their outcomes."""
    maps = load_maps(HERE / map_file, zone=house.policy.zone)
    return [house.import_file(file, map_for(maps, file)) for file in files]
