"""Facts of many people, told one after the other."""

from datetime import UTC, datetime, timedelta
from itertools import count

from headrace.core.entries import Known, Spent
from headrace.core.units import micros

START = datetime(2024, 12, 31, 23, tzinfo=UTC)  # midnight in Berlin


class Story:
    """Facts of many people, one after the other."""

    def __init__(self) -> None:
        self.facts: list[Known] = []
        self._seq = count(1)

    def tell(self, who: str, body, day: float, journey: str | None = "") -> None:
        seq = next(self._seq)
        at_us = micros(START + timedelta(days=day))
        self.facts.append(
            Known(body, at_us, person=who, journey=f"j-{who}" if journey == "" else journey, seq=seq, recorded_us=seq)
        )

    def spend(self, amount: int, purpose: str = "acquire", channel: str | None = None) -> None:
        """So many euros went out on the first day."""
        seq = next(self._seq)
        body = Spent(purpose, channel, value=amount * 100, currency="EUR")
        self.facts.append(Known(body, micros(START), seq=seq, recorded_us=seq))
