"""Provinces, districts and subdistricts of Thailand, from the package ``geothai`` (data: GeoThai/data, CC BY 4.0)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import geothai
from rapidfuzz import fuzz, process

from dialogs.thai.text import compact

_PREFIXES = ("กิ่งอำเภอ", "อำเภอ", "เขต", "จังหวัด", "แขวง", "ตำบล")


@dataclass(frozen=True, slots=True)
class Places:
    """Names without their prefixes (อำเภอ, จังหวัด), compared without white space."""

    districts: Mapping[str, frozenset[str]]
    """Province to its districts."""
    subdistricts: Mapping[str, Mapping[str, tuple[str, ...]]]
    """Province to subdistrict to the districts that hold one of that name."""

    def has_province(self, province: str) -> bool:
        return bare(province) in self.districts

    def has_district(self, province: str, district: str) -> bool:
        return bare(district) in self.districts.get(bare(province), frozenset())

    def provinces_of(self, district: str) -> list[str]:
        """Every province that has a district of this name."""
        wanted = bare(district)
        return sorted(province for province, names in self.districts.items() if wanted in names)

    def districts_of(self, province: str, subdistrict: str) -> tuple[str, ...]:
        return self.subdistricts.get(bare(province), {}).get(bare(subdistrict), ())

    def nearest_province(self, province: str) -> str | None:
        return _nearest(bare(province), self.districts)

    def nearest_district(self, province: str, district: str) -> str | None:
        """The district of the province whose name looks most like this one; None if none looks alike."""
        return _nearest(bare(district), self.districts.get(bare(province), frozenset()))

    def nearest_subdistrict(self, province: str, name: str) -> str | None:
        return _nearest(bare(name), self.subdistricts.get(bare(province), {}))


def bare(name: str) -> str:
    """A place's name for comparison: no white space, no prefix."""
    name = compact(name)
    for prefix in _PREFIXES:
        if name.startswith(prefix) and len(name) > len(prefix) + 1:
            return name.removeprefix(prefix)
    return name


def _nearest(name: str, choices: Mapping[str, object] | frozenset[str]) -> str | None:
    found = process.extractOne(name, list(choices), scorer=fuzz.ratio, score_cutoff=70)
    return str(found[0]) if found else None


@lru_cache(maxsize=1)
def places() -> Places:
    """The gazetteer, read once."""
    districts: dict[str, frozenset[str]] = {}
    subdistricts: dict[str, dict[str, tuple[str, ...]]] = {}
    for province in geothai.provinces():
        name = bare(province.name_th)
        of_province = geothai.districts(province.code)
        districts[name] = frozenset(bare(district.name_th) for district in of_province)
        known = subdistricts.setdefault(name, {})
        for district in of_province:
            for place in geothai.subdistricts(district.code):
                key = bare(place.name_th)
                known[key] = (*known.get(key, ()), bare(district.name_th))
    return Places(districts, subdistricts)
