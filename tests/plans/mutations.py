"""Editions of a plan with known changes: each mutation says which old row became which new one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random

from tests.factories import deliverable, make_draft, make_task, owner

from vpr_tracker.deadlines.grammar import parse_deadline
from vpr_tracker.plans.draft import DeadlineDraft, PlanDraft, TaskDraft

OTHER_WORDS = [
    "актуальный",
    "беседа",
    "библиотека",
    "внедрение",
    "встреча",
    "выборка",
    "выпуск",
    "газета",
    "гимназия",
    "график",
    "группа",
    "дежурство",
    "диагностика",
    "добровольный",
    "доклад",
    "достижение",
    "журнал",
    "задание",
    "запрос",
    "зачёт",
    "инициатива",
    "каникулы",
    "карта",
    "кафедра",
    "квартал",
    "класс",
    "конкурс",
    "копия",
    "круглый",
    "лагерь",
    "лекция",
    "лист",
    "лицей",
    "медиация",
    "метод",
    "музей",
    "навык",
    "наставник",
    "начальный",
    "неделя",
    "обмен",
    "обзор",
    "обращение",
    "общественный",
    "объезд",
    "олимпиада",
    "описание",
    "опрос",
    "ответ",
    "отбор",
    "отдел",
    "отзыв",
    "очередь",
    "памятка",
    "паспорт",
    "передача",
    "перечень",
    "письмо",
    "плакат",
    "площадка",
    "повестка",
    "погода",
    "подбор",
    "поездка",
    "покупка",
    "помощь",
    "поручение",
    "посещение",
    "поток",
    "почта",
    "правило",
    "практика",
    "предметный",
    "презентация",
    "приложение",
    "проба",
    "проект",
    "профиль",
    "пункт",
    "работник",
    "разбор",
    "развитие",
    "расписание",
    "рассылка",
    "реестр",
    "резерв",
    "репетиция",
    "решение",
    "родитель",
    "рубрика",
    "рынок",
    "самооценка",
    "сбор",
    "сверка",
    "свод",
    "сессия",
    "система",
    "склад",
    "служба",
    "собеседование",
    "согласование",
    "состав",
    "список",
    "справочник",
    "срез",
    "стажировка",
    "стенд",
    "столовая",
    "страница",
    "субботник",
    "таблица",
    "тематический",
    "тест",
    "транспорт",
    "тренинг",
    "тур",
    "уборка",
    "урок",
    "участок",
    "учёба",
    "факультатив",
    "фестиваль",
    "форма",
    "форум",
    "фотография",
    "чтение",
    "шаблон",
    "экзамен",
    "экскурсия",
    "эксперт",
    "этап",
    "ярмарка",
]
ACTIONS = [
    "провести",
    "организовать",
    "подготовить",
    "обеспечить",
    "проконтролировать",
    "проанализировать",
    "утвердить",
    "разместить",
    "направить",
    "собрать",
    "обсудить",
    "обновить",
    "изучить",
    "проверить",
    "назначить",
    "сформировать",
]
THINGS = [
    "совещание",
    "мониторинг",
    "семинар",
    "проверку",
    "консультацию",
    "анализ",
    "отчёт",
    "материалы",
    "списки",
    "базу",
    "график",
    "приказ",
    "обучение",
    "видеонаблюдение",
    "собеседование",
    "сочинение",
    "инструктаж",
    "анкетирование",
    "тестирование",
    "публикации",
    "стенды",
    "сайты",
]
ABOUTS = [
    "по итогам осенних работ",
    "для заместителей директоров",
    "с участием общественных наблюдателей",
    "о порядке процедуры",
    "по вопросам объективности",
    "с учителями начальных классов",
    "для родителей выпускников",
    "о готовности пунктов",
    "по математике",
    "по русскому языку",
    "по физике и химии",
    "в школах с низкими результатами",
    "по функциональной грамотности",
    "с молодыми специалистами",
    "о психологической поддержке",
    "по внутренней оценке качества",
    "на муниципальном уровне",
]
TIMES = ["январь", "февраль", "март", "апрель", "май", "сентябрь", "октябрь", "ноябрь"]
OWNERS = ["Вересова И. К.", "Лебединская Т. Р.", "Жаворонкова Ю. П.", "Руководители ОО", "Методист", "Координатор"]
PERIOD = (date(2023, 1, 1), date(2023, 12, 31))


@dataclass
class Row:
    """A row of the new edition and the old rows that it comes from: one, several (joined), none (added)."""

    task: TaskDraft
    origins: tuple[int, ...]


@dataclass
class Edition:
    """The old edition, the rows of the new one, and what was done."""

    old: PlanDraft
    rows: list[Row]
    done: list[str] = field(default_factory=list)

    @property
    def new(self) -> PlanDraft:
        return self.old.model_copy(update={"tasks": tuple(row.task for row in self.rows)})

    @property
    def truth(self) -> set[tuple[int, int]]:
        """Every (old, new) that belongs together."""
        return {(i, j) for j, row in enumerate(self.rows) for i in row.origins}


def phrase(text: str) -> DeadlineDraft:
    return DeadlineDraft.of(parse_deadline(text, period=PERIOD))


def generated_plan(random: Random, rows: int) -> PlanDraft:
    """A plan whose rows share the words of the trade, as real ones do."""
    tasks = []
    seen: set[str] = set()
    while len(tasks) < rows:
        words = [random.choice(ACTIONS), random.choice(THINGS), random.choice(ABOUTS)]
        words += random.sample(OTHER_WORDS, random.randint(1, 4))
        title = " ".join(words).capitalize()
        if title in seen:
            continue
        seen.add(title)
        results = [
            deliverable(f"{random.choice(THINGS).capitalize()} {' '.join(random.sample(OTHER_WORDS, 2))}")
            for _each in range(random.randint(0, 3))
        ]
        tasks.append(
            make_task(
                str(len(tasks) + 1),
                title,
                level=random.choice(("school", "municipality")),
                due=phrase(f"до {random.randint(1, 28):02}.{random.randint(1, 12):02}.2023"),
                results=results,
                owners=[owner(name) for name in random.sample(OWNERS, random.randint(1, 2))],
            )
        )
    return make_draft(tasks)


def reworded(random: Random, text: str, share: float) -> str:
    words = text.split()
    places = [place for place, word in enumerate(words) if len(word) > 1]
    for place in random.sample(places, int(len(places) * share)):
        words[place] = random.choice(OTHER_WORDS)
    return " ".join(words)


def reword(random: Random, edition: Edition) -> None:
    """Up to 40 % of the words of a measure become others."""
    row = random.choice(edition.rows)
    row.task = row.task.model_copy(update={"title": reworded(random, row.task.title, random.uniform(0.1, 0.4))})


def redate(random: Random, edition: Edition) -> None:
    row = random.choice(edition.rows)
    text = f"до {random.randint(1, 28):02}.{random.randint(1, 12):02}.2023"
    row.task = row.task.model_copy(update={"deadline": phrase(text)})


def remove(random: Random, edition: Edition) -> None:
    if len(edition.rows) > 3:
        edition.rows.remove(random.choice(edition.rows))


def add(random: Random, edition: Edition) -> None:
    (task,) = generated_plan(random, 1).tasks
    edition.rows.insert(random.randint(0, len(edition.rows)), Row(task, ()))


def swap(random: Random, edition: Edition) -> None:
    """Two rows change places, and each takes the number that stands there."""
    one, two = random.sample(range(len(edition.rows)), 2)
    rows = edition.rows
    numbers = rows[one].task.number, rows[two].task.number
    rows[one], rows[two] = rows[two], rows[one]
    for place, number in zip((one, two), numbers, strict=True):
        rows[place].task = rows[place].task.model_copy(update={"number": number})


def renumber(random: Random, edition: Edition) -> None:
    start = random.randint(0, 5)
    for place, row in enumerate(edition.rows, 1):
        row.task = row.task.model_copy(update={"number": str(place + start)})


def split(random: Random, edition: Edition) -> None:
    """One row becomes two, each with a half of the words and of the results."""
    whole = [row for row in edition.rows if len(row.task.title.split()) >= 6 and len(row.origins) == 1]
    if not whole:
        return
    row = random.choice(whole)
    words, results = row.task.title.split(), row.task.deliverables
    middle, half = len(words) // 2, (len(results) + 1) // 2
    first = row.task.model_copy(update={"title": " ".join(words[:middle]), "deliverables": results[:half]})
    second = row.task.model_copy(
        update={
            "title": " ".join(words[middle:]),
            "deliverables": results[half:],
            "number": f"{row.task.number}.1",
        }
    )
    place = edition.rows.index(row)
    edition.rows[place : place + 1] = [Row(first, row.origins), Row(second, row.origins)]


def merge(random: Random, edition: Edition) -> None:
    """Two rows beside each other become one."""
    places = [
        place
        for place in range(len(edition.rows) - 1)
        if len(edition.rows[place].origins) == len(edition.rows[place + 1].origins) == 1
        and edition.rows[place].origins != edition.rows[place + 1].origins
    ]
    if not places or len(edition.rows) < 5:
        return
    place = random.choice(places)
    one, two = edition.rows[place], edition.rows[place + 1]
    task = one.task.model_copy(
        update={
            "title": f"{one.task.title}; {two.task.title}",
            "deliverables": one.task.deliverables + two.task.deliverables,
        }
    )
    edition.rows[place : place + 2] = [Row(task, one.origins + two.origins)]


MUTATIONS = (reword, redate, remove, add, swap, renumber, split, merge)


def mutated(random: Random, old: PlanDraft, times: int) -> Edition:
    """An edition with so many changes, of every kind in turn at random."""
    edition = Edition(old, [Row(task, (place,)) for place, task in enumerate(old.tasks)])
    for mutation in random.choices(MUTATIONS, k=times):
        mutation(random, edition)
        edition.done.append(mutation.__name__)
    return edition


def reworded_everywhere(random: Random, old: PlanDraft) -> Edition:
    """Every row reworded by 40 %, renumbered, every third dated anew."""
    edition = Edition(old, [Row(task, (place,)) for place, task in enumerate(old.tasks)])
    for place, row in enumerate(edition.rows):
        changes: dict[str, object] = {"title": reworded(random, row.task.title, 0.4), "number": str(place + 2)}
        if place % 3 == 0:
            changes["deadline"] = phrase(f"до {random.randint(1, 28):02}.11.2023")
        row.task = row.task.model_copy(update=changes)
    return edition


SUBJECTS = (
    *("математике", "русскому", "физике", "химии", "биологии"),
    *("географии", "истории", "литературе", "информатике", "обществознанию"),
)


def family(random: Random, rows: int = 24) -> PlanDraft:
    """A plan of siblings: most rows differ by one word and the class."""
    tasks = list(generated_plan(random, rows // 3).tasks)
    kinds = ("Провести мониторинг качества подготовки", "Разместить результаты проверочной работы")
    for place in range(rows - len(tasks)):
        kind, subject = kinds[place % 2], SUBJECTS[(place // 2) % len(SUBJECTS)]
        tasks.append(
            make_task(
                str(len(tasks) + 1),
                f"{kind} по {subject} в {5 + place % 4} классах",
                level="school",
                due=phrase("до 20.03.2023"),
                results=(deliverable("Справка"),),
            )
        )
    return make_draft(tasks)


def replace_by_sibling(random: Random, edition: Edition) -> None:
    """A row of a family goes, and another of the same family that was not there comes in its place."""
    marks = ("Провести мониторинг качества", "Разместить результаты проверочной")
    places = [
        place
        for place, row in enumerate(edition.rows)
        if row.task.title.startswith(marks) and " по " in row.task.title and ";" not in row.task.title
    ]
    if not places:
        return
    place = random.choice(places)
    words = edition.rows[place].task.title.split()
    words[words.index("по") + 1] = random.choice(("технологии", "музыке", "черчению"))
    task = edition.rows[place].task.model_copy(update={"title": " ".join(words)})
    edition.rows[place] = Row(task, ())
