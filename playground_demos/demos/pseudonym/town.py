"""A synthetic town of people whose names are taken away, blurred rung by rung, and counted.

Nobody in it can be real: names are words that name nobody, everybody is born after 2060, and the
telephone numbers are in nobody's use. Made from a seed; what visitors send never enters it. Draws
nothing.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy import float64, int64
from numpy.typing import NDArray

from playground_demos.about import Words

PEOPLE = 3000
SEED = 2026
DISTRICTS = (
    Words("남동구", "Namdong-gu"),
    Words("부평구", "Bupyeong-gu"),
    Words("연수구", "Yeonsu-gu"),
    Words("서구", "Seo-gu"),
)
AREAS = (  # (district, neighbourhood), two in each district
    (0, Words("논현동", "Nonhyeon")),
    (0, Words("구월동", "Guwol")),
    (1, Words("부평동", "Bupyeong")),
    (1, Words("삼산동", "Samsan")),
    (2, Words("송도동", "Songdo")),
    (2, Words("옥련동", "Ongnyeon")),
    (3, Words("청라동", "Cheongna")),
    (3, Words("가좌동", "Gajwa")),
)
AREA_SHARES = (0.22, 0.2, 0.14, 0.1, 0.14, 0.06, 0.08, 0.06)
FIELDS = (
    Words("생산", "production"),
    Words("서비스", "services"),
    Words("사무·연구", "office and research"),
)
JOBS = (  # (field, job)
    (0, Words("주조", "foundry worker")),
    (0, Words("가공", "machinist")),
    (0, Words("도금", "plater")),
    (1, Words("배송", "courier")),
    (1, Words("조리", "cook")),
    (1, Words("돌봄", "carer")),
    (2, Words("회계", "accountant")),
    (2, Words("연구", "researcher")),
)
JOB_SHARES = (0.17, 0.2, 0.1, 0.17, 0.13, 0.1, 0.1, 0.03)
SEXES = (Words("여", "woman"), Words("남", "man"))
COLUMNS = (
    Words("사는 곳", "Where"),
    Words("성별", "Sex"),
    Words("나이", "Age"),
    Words("직업", "Work"),
)
SURNAMES = "김이박최정강조윤"
GIVEN_NAMES = ("합성", "가상", "예시", "모의", "견본")
HIDDEN = 5  # of a group: so many alike are the usual yardstick


@dataclass(frozen=True)
class Rung:
    """How much is blurred: ages in bands of `years`; place and work as they are, wider, or not."""

    years: int
    place: int  # 0 neighbourhood, 1 district, 2 the city
    work: int  # 0 job, 1 field, 2 not told


RUNGS = (Rung(1, 0, 0), Rung(5, 0, 0), Rung(10, 1, 0), Rung(20, 1, 1), Rung(30, 2, 2))


@dataclass(frozen=True)
class Town:
    """`rows` (people, 4): area, sex, age, job, as numbers; `need` (people,): doctor's visits."""

    rows: NDArray[int64]
    need: "NDArray[float64]"
    seeds: NDArray[int64] = field(repr=False)


@dataclass(frozen=True)
class Direct:
    """What names a person straight away; all of it invented."""

    name: str
    number: str
    phone: str


def make_town(seed: int = SEED) -> Town:
    """The same people for the same seed."""
    rng = np.random.default_rng(seed)
    area = rng.choice(len(AREAS), PEOPLE, p=AREA_SHARES)
    sex = rng.integers(0, 2, PEOPLE)
    age = np.clip(rng.normal(43, 14, PEOPLE), 19, 84).astype(int)
    job = rng.choice(len(JOBS), PEOPLE, p=JOB_SHARES)
    dusty = np.isin(area, (0, 7))  # beside the works
    heavy = np.isin(job, (0, 2, 3, 5))
    need = 2 + 0.1 * np.clip(age - 35, 0, None) + 2.0 * dusty + 1.5 * heavy + 0.4 * (sex == 0)
    return Town(np.column_stack([area, sex, age, job]), need, rng.integers(0, 2**31, PEOPLE))


def direct_of(town: Town, person: int) -> Direct:
    """Name, registration number and telephone number of a person."""
    rng = np.random.default_rng(town.seeds[person])
    _, sex, age, _ = (int(value) for value in town.rows[person])
    # Born in 2060 or later, so the number can belong to nobody; the age is only the story's.
    born = 60 + age % 40
    number = f"{born}{rng.integers(1, 13):02d}{rng.integers(1, 29):02d}-{4 - sex}"
    return Direct(
        rng.choice(list(SURNAMES)) + rng.choice(GIVEN_NAMES),
        f"{number}{rng.integers(0, 10**6):06d}",
        f"010-0{rng.integers(0, 1000):03d}-{rng.integers(0, 10**4):04d}",
    )


def blur(rows: NDArray[int64], rung: Rung) -> NDArray[int64]:
    """(people, 4): what is left to tell people apart."""
    district = np.array([area[0] for area in AREAS])[rows[:, 0]]
    line = np.array([job[0] for job in JOBS])[rows[:, 3]]
    nothing = np.zeros(len(rows), dtype=int)
    return np.column_stack(
        [
            (rows[:, 0], district, nothing)[rung.place],
            rows[:, 1],
            rows[:, 2] // rung.years,
            (rows[:, 3], line, nothing)[rung.work],
        ]
    )


def count_alike(codes: NDArray[int64]) -> NDArray[int64]:
    """(people,): how many share all codes with each, the person counted."""
    _, group, sizes = np.unique(codes, axis=0, return_inverse=True, return_counts=True)
    alike: NDArray[int64] = sizes[group.reshape(-1)]
    return alike


def usefulness(town: Town, codes: NDArray[int64]) -> float:
    """The share, 0 to 1, of the true differences in need that the codes still show."""
    _, group = np.unique(codes, axis=0, return_inverse=True)
    group = group.reshape(-1)
    means = np.bincount(group, town.need) / np.bincount(group)
    return float(np.var(means[group]) / np.var(town.need))


def tell(row: NDArray[int64], rung: Rung) -> tuple[Words, Words, Words, Words]:
    """A person's four columns, in words, as this rung shows them."""
    area, sex, age, job = (int(value) for value in row)
    district, near = DISTRICTS[AREAS[area][0]], AREAS[area][1]
    places = (
        Words(f"{district.ko} {near.ko}", f"{near.en}, {district.en}"),
        district,
        Words("인천", "Incheon"),
    )
    low = age // rung.years * rung.years
    high = low + rung.years - 1
    ages = Words(f"{low}~{high}세", f"{low} to {high}")
    works = (JOBS[job][1], FIELDS[JOBS[job][0]], Words("알리지 않음", "not told"))
    return (
        places[rung.place],
        SEXES[sex],
        Words(f"{age}세", str(age)) if rung.years == 1 else ages,
        works[rung.work],
    )
