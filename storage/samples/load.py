"""Loading the samples, through the same door as an office's own documents."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogs.records.document import NO_YEAR, PaperKind
from storage.database import Database
from storage.documents import PaperDraft, add_paper
from storage.importer.document import ImportedDocument
from storage.importer.save import save
from storage.models import Agency, Contact, Measure

FOLDER = Path(__file__).parent
SLUGS = ("phon", "ko", "khongchai", "nikhom-khamsoi", "phok-noi")


def load_samples(database: Database, now: datetime, complaints_url: str = "") -> list[str]:
    """Add every sample agency that is not there yet, in one transaction each; returns the slugs added."""
    return [slug for slug in SLUGS if _load(database, slug, now, complaints_url)]


def load_samples_if_empty(database: Database, now: datetime, complaints_url: str = "") -> None:
    """The samples, where there is no agency at all yet."""
    with database.reading() as session:
        is_empty = session.scalar(select(Agency.id).limit(1)) is None
    if is_empty:
        load_samples(database, now, complaints_url)


def _load(database: Database, slug: str, now: datetime, complaints_url: str) -> bool:
    sample = yaml.safe_load((FOLDER / f"{slug}.yaml").read_text(encoding="utf-8"))
    with database.transaction() as session:
        if session.scalar(select(Agency.id).where(Agency.slug == slug)) is not None:
            return False
        agency = _agency(sample, now, complaints_url)
        session.add(agency)
        session.flush()
        for document in sample["documents"]:
            save(session, agency, ImportedDocument.from_json(document), now=now)
        session.flush()
        _add_aliases(session, agency, sample["profile"].get("measure_aliases", {}))
        _add_papers(session, agency, now)
    return True


def _agency(sample: Mapping[str, Any], now: datetime, complaints_url: str) -> Agency:
    profile, written = sample["profile"], sample["as_written"]
    slug = sample["slug"]
    return Agency(
        slug=slug,
        name=profile["name"],
        short_name=profile["short_name"],
        type=profile["type"],
        district=profile["district"],
        province=profile["province"],
        name_as_written=written["name"],
        district_as_written=written["district"],
        voice=profile["voice"],
        complaint_url=f"{complaints_url.rstrip('/')}/{slug}/" if complaints_url else "",
        is_sample=True,
        created_at=now,
        contacts=[
            Contact(
                unit=contact["unit"],
                phone=contact["phone"],
                hours=contact["hours"],
                is_sample=contact.get("sample", False),
                position=position,
            )
            for position, contact in enumerate(profile["contacts"])
        ],
    )


def _add_papers(session: Session, agency: Agency, now: datetime) -> None:
    """The made-up site and papers of an agency, each marked as a sample."""
    made_up = yaml.safe_load((FOLDER / "papers.yaml").read_text(encoding="utf-8")).get(agency.slug, {})
    agency.website, agency.facebook = made_up.get("website", ""), made_up.get("facebook", "")
    for paper in made_up.get("papers", ()):
        draft = PaperDraft(
            title=paper["title"],
            url=agency.website + paper["path"],
            kind=PaperKind(paper.get("kind", "item")),
            fiscal_year=paper.get("year", NO_YEAR),
            code=paper.get("code", ""),
            unit=paper.get("unit", ""),
            is_sample=True,
        )
        add_paper(session, agency, draft, now)


def _add_aliases(session: Session, agency: Agency, aliases: Mapping[str, list[str]]) -> None:
    """Aliases are keyed document.row.measure, counted from 1."""
    numbered = list(session.scalars(select(Measure).where(Measure.agency_id == agency.id).order_by(Measure.number)))
    places = _places(session, numbered)
    for key, names in aliases.items():
        measure = places.get(key)
        if measure is not None:
            measure.aliases = names


def _places(session: Session, measures: list[Measure]) -> dict[str, Measure]:
    sources: list[int] = []
    counts: dict[int, int] = {}
    places: dict[str, Measure] = {}
    for measure in measures:
        row = measure.row
        if row is None:
            continue
        if row.source_id not in sources:
            sources.append(row.source_id)
        counts[row.id] = counts.get(row.id, 0) + 1
        places[f"{sources.index(row.source_id) + 1}.{row.seq}.{counts[row.id]}"] = measure
    return places
