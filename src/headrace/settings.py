"""Where the machine keeps things: read once, at the door. Neither the funnel nor the policy."""

from dataclasses import dataclass
from os import environ
from pathlib import Path

from headrace.core.errors import NotFound, UsageError

DATA = "HEADRACE_DATA"
DATABASE = "HEADRACE_DATABASE"
ENGINE = "HEADRACE_ENGINE"
DUCKDB = "duckdb"
POSTGRESQL = ("postgresql", "postgres", "postgresql+psycopg")


@dataclass(frozen=True, slots=True)
class Settings:
    """`folder` holds funnel.yaml, policy.yaml, the mirror and, by default, the ledger.

    `database` is a SQLAlchemy URL of a PostgreSQL database, or None for a SQLite file in the folder.
    `engine` is the URL of a PostgreSQL database that answers questions, or None for DuckDB in the process.
    """

    folder: Path
    database: str | None = None
    engine: str | None = None

    @property
    def funnel_file(self) -> Path:
        """What the stages mean."""
        return self.folder / "funnel.yaml"

    @property
    def policy_file(self) -> Path:
        """What the business decided."""
        return self.folder / "policy.yaml"

    @property
    def plan_file(self) -> Path:
        """The plan that is meant where none is named."""
        return self.folder / "plan.yaml"

    @property
    def plans_folder(self) -> Path:
        """Plans, each by its name."""
        return self.folder / "plans"

    @property
    def scenarios_folder(self) -> Path:
        """Scenarios, each by its name."""
        return self.folder / "scenarios"

    @property
    def ledger_file(self) -> Path:
        """The ledger, if it is a file."""
        return self.folder / "ledger.db"

    @property
    def mirror_folder(self) -> Path:
        """The mirror: a cache that can be deleted."""
        return self.folder / "mirror"


def find(given: str | Path | None = None) -> Settings:
    """The settings of the house that is meant: given, named in the environment, or around this folder.

    `NotFound` lists every place that was searched.
    """
    database, engine = environ.get(DATABASE) or None, _engine(environ.get(ENGINE) or DUCKDB)
    if given is not None or environ.get(DATA):
        folder = Path(given if given is not None else environ[DATA]).expanduser()
        if not (folder / "funnel.yaml").is_file():
            raise NotFound(f"No funnel.yaml in {folder}.", hint=f"`headrace init {folder}` makes one.")
        return Settings(folder, database, engine)
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "funnel.yaml").is_file():
            return Settings(folder, database, engine)
    raise NotFound(
        f"No headrace folder: looked for --data, {DATA}, and a funnel.yaml in {here} and the folders above.",
        hint="`headrace init` makes one here; `headrace demo` makes a company to look at.",
    )


def _engine(given: str) -> str | None:
    """The URL of the database that answers questions, as the driver wants it; None for DuckDB."""
    if given == DUCKDB:
        return None
    scheme, found, rest = given.partition("://")
    if not found or scheme not in POSTGRESQL:
        raise UsageError(
            f"{ENGINE} names no engine that headrace knows.",
            hint=f"It is {DUCKDB}, or a URL such as postgresql://USER@SERVER/DATABASE.",
        )
    return f"postgresql://{rest}"
