"""Words by which an expected result is told to be a document, an action or an outcome.

Each line is a list of stems; the first word of a result that begins with one of them decides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from vpr_tracker.domain.words import DeliverableKind

DOCUMENTS: Final = (
    "справк приказ протокол план графи реестр отчет положени программ решени презентаци материал список списк акт карт анализ "
    "распоряжени постановлени письм запис доклад выступлени стать публикаци методичк рекомендаци инструкци памятк буклет "
    "стате стати листовк таблиц мониторингов банк сборник расписани договор соглашени заявк заявлени анкет опросник тест "
    "разработок диагностическ дневник портфолио сценари конспект слайд видеоролик ролик фотоотчет пресс-релиз "
    "регламент перечен перечн дорожн маршрут иом схем чек-лист бланк ведомост сводк информаци сведени рапорт записк заключени "
    "характеристик резолюци обращени уведомлени журнал паспорт каталог атлас брошюр газет стенд бюллетен "
    "сертификат удостоверени диплом грамот смет проект номенклатур циклограмм матриц инфографик кейс модел сайт страниц "
    "документ нормативн локальн подпис раздел отзыв база баз концепци критери контрольно-измерительн ким"
).split()
ACTIONS: Final = (
    "внесени разработ проведени организаци определени размещени выявлени предоставлени представлени подготовк "
    "отработк участи осуществлени контрол принят направлени изучени обсуждени ознакомлени рассмотрени издани "
    "утверждени корректировк выполнени оказани посещени заседани совещани семинар вебинар консультаци собрани "
    "педсовет конференци мастер-класс тренинг урок заняти конкурс олимпиад встреч беседа бесед круглый стол экскурси "
    "инструктаж инструктажи обучени проверк мониторинг тестировани анкетировани опрос диагностик наблюдени "
    "выпуск оформлени заполнени сбор передач отправк составлени распространени реализаци проведен организован "
    "награждени поощрени экспертиз аттестаци апробаци внедрени выставк акци мероприяти курс праздник"
).split()
OUTCOMES: Final = (
    "готовност повышени соблюдени отсутстви наличи формировани обеспечени информировани обеспечен "
    "сохранност единообрази порядок предотвращени снижени улучшени увеличени рост создани развити сокращени "
    "осведомленност компетентност компетенци эффективност качеств уровен удовлетворенност объективност своевременност "
    "устранени профилактик недопущени преодолени совершенствовани успешност вовлечени охват рост дол исключени укреплени "
    "мотиваци адаптаци стабильност динамик отношени комфорт систем понимани знани владени актуализаци получени "
    "результат итог выполнен повыси снизи вырос улучши процент"
).split()

_ADJECTIVE: Final = re.compile(r".*(?:ый|[кгхчшщ]ий|нний|ой|ая|яя|ое|ее|ые|[кгхчщш]ие|нние|ых|их|ого|его|ому|ему)")
_NOUN_TAIL: Final = re.compile(r".*(?:ние|тие|ния|ция|ции|вка|вки)")
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_STEMS: Final[Mapping[str, DeliverableKind]] = MappingProxyType(
    {stem: "document" for stem in DOCUMENTS}
    | {stem: "action" for stem in ACTIONS}
    | {stem: "outcome" for stem in OUTCOMES}
)
_LONGEST: Final = max(map(len, _STEMS))
_AFTER_HEAD: Final = frozenset("о об по для в на с со из к при".split())


@lru_cache(maxsize=8192)
def kind_of_word(word: str) -> DeliverableKind | None:
    """What a word (lower case, «ё» as «е») names by itself; the longest stem that fits decides."""
    for size in range(min(len(word), _LONGEST), 1, -1):
        kind = _STEMS.get(word[:size])
        if kind and (size > 3 or len(word) <= size + 2):
            return kind
    return None


@lru_cache(maxsize=4096)
def kind_of(title: str) -> DeliverableKind | None:
    """What a result is by its head noun, looked for among its first words; ``None`` where none is known."""
    found = _WORD.findall(title.lower().replace("ё", "е"))[:6]
    for word in found:
        if word in _AFTER_HEAD:
            break
        kind = kind_of_word(word)
        if kind and (word == "наличие" or not _ADJECTIVE.fullmatch(word)):
            return kind
    if found and _NOUN_TAIL.fullmatch(found[0]):
        return "action"
    return "outcome" if found and found[0].endswith("ость") else None


def begins_document(text: str) -> bool:
    """Whether a line begins by naming a document in its basic form («приказ», «аналитическая справка»)."""
    for word in _WORD.findall(text.lower().replace("ё", "е"))[:3]:
        if kind_of_word(word) == "document" and re.fullmatch(r".*(?:[бвгджзклмнпрстфхцчшщьы]|[^и]я|а|и|ие)", word):
            return True
        if not re.fullmatch(r".*(?:ый|[кгхчшщ]ий|нний|ой|ая|яя|ое|ее|ые|ие)", word):
            return False
    return False
