"""Headings that their words give away: those that analyses share, and those with a number."""

from __future__ import annotations

import re

_NUMBERED_HEADING = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)\.?\s")

#: Headings of analyses that nothing else could be, lower case.
_SECTION_NAMES = frozenset(
    """commentary|conclusion|conclusions|key points|key findings|key takeaways|key messages|executive summary|summary
    |introduction|background|outlook|recommendations|policy recommendations|main theses|theses|notes|references
    |komentarz|wnioski|podsumowanie|tezy|tezy główne|najważniejsze tezy|główne tezy|kluczowe wnioski|streszczenie|wstęp
    |wprowadzenie|perspektywy|rekomendacje|zakończenie|przypisy|bibliografia
    |kommentar|fazit|kernpunkte|kernaussagen|thesen|zusammenfassung|einleitung|ausblick|empfehlungen
    |handlungsempfehlungen|schlussfolgerungen|schlussfolgerung|hintergrund|anmerkungen|literatur
    |commentaire|points clés|points-clés|synthèse|résumé|introduction|recommandations|perspectives|thèses|contexte
    |висновки|висновок|коментар|ключові тези|тези|головне|вступ|рекомендації|резюме|підсумки|примітки
    |выводы|вывод|комментарий|ключевые тезисы|тезисы|главное|введение|рекомендации|заключение|итоги|примечания
    |conclusiones|puntos clave|resumen|introducción|comentario|conclusioni|punti chiave|sintesi|introduzione
    |commento""".replace("\n", "")
    .replace("    ", "")
    .split("|")
)


def is_section_name(text: str) -> bool:
    """Whether the line is one of the headings that analyses share: "Commentary", "Wnioski:", "3. Fazit"."""
    match = _NUMBERED_HEADING.match(text)
    return text[match.end() if match else 0 :].rstrip(":. ").lower() in _SECTION_NAMES


def heading_level(text: str) -> int:
    """The depth that a heading's number says ("2.1 Gas" → 2); 1 without a number."""
    match = _NUMBERED_HEADING.match(text)
    return match[1].count(".") + 1 if match else 1
