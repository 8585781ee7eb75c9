"""A line of a Nexis export in, the field it labels or the mark it is out, in any interface language."""

from __future__ import annotations

import re
import unicodedata

# Field: the labels it goes by in English, German, French, Dutch, Spanish, Italian and Portuguese exports.
# Taken from real exports and from the tools that read them; labels nobody has documented are translations.
_LABELS = {
    "length": "length länge laenge longueur lengte longitud extensión lunghezza comprimento extensão",
    "author": "byline author authors autor autoren autor/a auteur auteurs autore autores",
    "section": "section rubrik ressort rubrique rubriek sectie sección sezione seção secção",
    "headline": "headline überschrift titre titular titel titolo título kop",
    "highlight": "highlight highlights encart insert destacado chapeau vorspann",
    "dateline": "dateline datumszeile datumregel data-línea línea-de-fecha",
    "url": "url",
    "series": "series serie série",
    "edition": "edition ausgabe édition editie edición edizione edição",
    "body": "body full-text volltext haupttext texte-intégral volledige-tekst texto-completo",
    "load_date": "load-date update date-chargement date-de-chargement laaddatum laad-datum ladedatum "
    "fecha-carga fecha-de-carga data-caricamento data-di-caricamento data-carga data-de-carga",
    "language": "language sprache langue taal idioma lenguaje lingua língua",
    "publication_type": "publication-type publikationstyp type-publication type-de-publication "
    "publicatietype publicatie-type tipo-publicación tipo-de-publicación tipo-di-pubblicazione "
    "tipo-de-publicação",
    "journal_code": "journal-code zeitungs-code zeitungscode code-journal code-de-la-revue tijdschriftcode "
    "código-de-publicación pub-code",
    "graphic": "graphic graphics grafik graphique grafiek gráfico grafica",
    "document_type": "document-type dokumenttyp type-document documenttype tipo-de-documento",
    "subject": "subject subjects thema sujet onderwerp tema materia",
    "company": "company firma unternehmen société societe bedrijf empresa",
    "organization": "organization organisation organisatie organización",
    "person": "person personen personne persoon persona",
    "geographic": "geographic geographisch localisation-geo geografisch geográfico geo-localization",
    "industry": "industry branche secteur-activite secteur-activité bedrijfstak sector",
    "ticker": "ticker stock-symbol symbole-boursier",
    "correction": "correction korrektur correctie rectificatie corrección correzione",
    "correction_date": "correction-date korrekturdatum date-correction correctiedatum fecha-de-corrección",
    "notes": "notes note anmerkungen opmerkingen notas",
    "copyright": "copyright",
    "column": "column",
    "type": "type",
    "name": "name",
    "category": "category",
    "distribution": "distribution",
    "country": "country",
    "state": "state",
    "city": "city",
}
HEAD = frozenset("length author section headline highlight dateline url series edition column".split())
# What begins the part below the body, and what belongs to it when it stands next to one of those.
TAIL = frozenset(
    "load_date language publication_type journal_code graphic document_type subject company organization "
    "person geographic industry ticker correction_date".split()
)
TAIL_TOO = frozenset(
    "correction notes type name category distribution country state city series url edition column".split()
)
# Headings that stand alone on a line, as in documents for Word.
_HEADINGS = {
    "body": "body text haupttext corps texte tekst hoofdtekst cuerpo texto corpo testo full-text volltext",
    "classification": "classification klassifikation klassifizierung classificatie clasificación "
    "classificazione classificação",
    "graphic": "graphic graphics grafik graphique grafiek gráfico grafica",
    "notes": "notes anmerkungen opmerkingen notas",
    "correction": "correction korrektur correctie corrección",
    "abstract": "abstract",
}
_LABEL = re.compile(r"\s*(?P<name>[^\W\d_][\w/ -]{1,28}?)\s?:(?:\s+(?P<value>.*))?", re.DOTALL)
_COUNTER = re.compile(
    r"\s*(?:focus - )?(?:(?P<first>dokument|documento?)\s+)?(?P<number>\d[\d.,]{0,8})\s+"
    r"(?:of|von|de|van|di|sur|aus)\s+(?P<total>\d[\d.,]{0,8})"
    r"(?(first)|\s+(?:documents?|dokumenten?|documenten|documentos?|documenti))\s*",
    re.IGNORECASE,
)
_END = re.compile(
    r"\s*(?:end of document|ende des dokuments|dokumentende|fin du document|fin del? documento|"
    r"einde (?:van (?:het )?)?document|fine del documento|fim do documento)\s*",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"\s*(?:copyright\b.{0,40}?\b(?:19|20)\d\d\b|(?:©|\(c\))\s*(?:copyright\s*)?.{0,30}?\b(?:19|20)\d\d\b"
    r"|copyright\s*(?:©|\(c\)).*"
    r"|(?:all rights reserved|alle rechte vorbehalten|tous droits réservés|alle rechten voorbehouden"
    r"|todos los derechos reservados|tutti i diritti riservati|todos os direitos reservados)\W*$)",
    re.IGNORECASE,
)
_APPENDED = re.compile(
    r"\s*(?:(?:correction|clarification|editors?['’] note) appended"
    r"|korrektur angehängt|correction annexée)\W*",
    re.IGNORECASE,
)
_COVER = re.compile(
    r"\s*(?:(?:download|print|email|e-mail|fax) request|time of request|print number|number of lines"
    r"|number of pages|research information|send to|combined source|project id|date and time|job number"
    r"|client/matter|search terms|search type|narrowed by|user name|total documents"
    r"|ausgabeauftrag|druckauftrag|zeitpunkt der anforderung|auftragsnummer|begriffe|suchbegriffe|suchtyp"
    r"|eingegrenzt (?:nach|von)|datum und uhrzeit|kunde/mandant|kunde/akte|mandant/akte"
    r"|date et heure|numéro de (?:la )?tâche|client/dossier|termes de (?:la )?recherche|type de recherche"
    r"|filtré par|demande de téléchargement"
    r"|datum en tijd|taaknummer|opdrachtnummer|cliënt/zaak|zoektermen|zoektype|beperkt door|printopdracht"
    r"|fecha y hora|número de trabajo|cliente/asunto|términos de búsqueda|tipo de búsqueda|limitado por)"
    r"\s*:.*|\s*(?:content type|inhaltstyp|type de contenu|type contenu|inhoudstype|tipo de contenido)\W*.*",
    re.IGNORECASE | re.DOTALL,
)


def _fold(name: str) -> str:
    """A label in lower case, without accents, its words joined by hyphens."""
    plain = unicodedata.normalize("NFD", name.casefold())
    return "-".join("".join(c for c in plain if not unicodedata.combining(c)).split())


_FIELD_OF = {_fold(name): field for field, names in _LABELS.items() for name in names.split()}
_HEADING_OF = {_fold(name): heading for heading, names in _HEADINGS.items() for name in names.split()}


def split_label(line: str, *, capitals: bool) -> tuple[str, str] | None:
    """The field a line labels and the rest of the line, or None; `capitals` when labels are in capitals.

    Examples
    --------
    >>> split_label("LÄNGE: 355 Wörter", capitals=True), split_label("Length: of stay", capitals=True)
    (('length', '355 Wörter'), None)
    """
    found = _LABEL.match(line[:400]) if ":" in line[:40] else None
    if not found or (capitals and not found["name"].isupper()):
        return None
    field = _FIELD_OF.get(_fold(found["name"]))
    return (field, line[line.index(":") + 1 :].strip()) if field else None


def heading_of(line: str) -> str | None:
    """The part of a document that a line alone announces: "Body", "Klassifikation", or None."""
    return _HEADING_OF.get(_fold(line)) if 0 < len(line) < 30 else None


def read_counter(line: str) -> tuple[int, int] | None:
    """The numbers of "1 of 100 DOCUMENTS" in any language, or None.

    Examples
    --------
    >>> read_counter("3 von 100 DOKUMENTEN"), read_counter("Document 1 de 100"), read_counter("1 of 100")
    ((3, 100), (1, 100), None)
    """
    found = _COUNTER.fullmatch(line) if len(line) < 150 else None
    if not found:
        return None
    number, total = (int(re.sub(r"\D", "", found[name])) for name in ("number", "total"))
    return number, total


def is_end(line: str) -> bool:
    """Whether a line is the mark at the end of a document."""
    return len(line) < 60 and _END.fullmatch(line) is not None


def is_copyright(line: str) -> bool:
    """Whether a line states a copyright, and is not a sentence about one."""
    return _COPYRIGHT.match(line[:200]) is not None


def is_correction_mark(line: str) -> bool:
    """Whether a line says "Correction Appended"."""
    return len(line) < 60 and _APPENDED.fullmatch(line) is not None


def is_cover(line: str) -> bool:
    """Whether a line belongs to the cover page of an export."""
    return _COVER.fullmatch(line[:2000]) is not None
