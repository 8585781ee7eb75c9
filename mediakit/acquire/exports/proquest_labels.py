"""A label of ProQuest's in, in any language of its interface, our name for what it labels out."""

from __future__ import annotations

import re

# ProQuest's labels in the languages of its interface, without spaces (some mails lose them), to our names.
_LABELS = {
    "author": "author autor auteur verfasser autore",
    "title": "title titel titre título titolo",
    "publication_info": "publicationinfo informacióndepublicación publikationsinfo "
    "informationssurlapublication informaçõesdapublicação informazionidipubblicazione",
    "teaser": "abstract resumen résumé zusammenfassung resumo",
    "links": "links enlaces liens vínculos",
    "text": "fulltext textocompleto texteintégral textecomplet volltext testocompleto",
    "subjects": "subject materia sujet schlagwort thema assunto soggetto",
    "location": "location ubicación lugar lieu ort local",
    "people": "people personas personne personnes personen pessoas",
    "companies": "company/organization compañía/organización empresa/organización société/organisation "
    "unternehmen/organisation empresa/organização",
    "keywords": "identifier/keyword identificador/palabraclave identificateur/motclé identificateur/mot-clé "
    "identifikator/schlüsselwort identificador/palavra-chave",
    "classification": "classification clasificación klassifikation classificação",
    "index_terms": "businessindexingterm",
    "outlet": "publicationtitle títulodepublicación títulodelapublicación titredelapublication "
    "titelderpublikation publikationstitel títulodapublicação titolodellapubblicazione",
    "pages": "pages páginas seiten pagine",
    "first_page": "firstpage startpage primerapágina premièrepage ersteseite",
    "number_of_pages": "numberofpages númerodepáginas nombredepages seitenanzahl seitenzahl",
    "volume": "volume volumen",
    "issue": "issue número",
    "year": "publicationyear year añodepublicación annéedepublication erscheinungsjahr publikationsjahr "
    "anodepublicação",
    "published": "publicationdate fechadepublicación datedepublication publikationsdatum erscheinungsdatum "
    "datadepublicação datadipubblicazione",
    "dateline": "dateline",
    "column_name": "column columna",
    "section": "section sección rubrique abschnitt rubrik seção",
    "publisher_name": "publisher editorial éditeur verlag herausgeber editora",
    "place": "placeofpublication lugardepublicación lieudepublication erscheinungsort publikationsort "
    "localdapublicação",
    "country": "countryofpublication paísdepublicación paysdepublication erscheinungsland paísdepublicação",
    "publication_subject": "publicationsubject materiadepublicación sujetdelapublication",
    "issn": "issn e-issn eissn",
    "coden": "coden",
    "source_type": "sourcetype tipodefuente typedesource quellentyp tipodefonte",
    "language": "languageofpublication language idiomadelapublicación idiomadepublicación "
    "languedepublication languedelapublication publikationssprache sprachederpublikation idiomadapublicação",
    "document_type": "documenttype tipodedocumento typededocument dokumententyp dokumenttyp",
    "document_feature": "documentfeature",
    "accession_number": "accessionnumber",
    "article_id": "proquestdocumentid iddeldocumentodeproquest iddudocumentproquest "
    "identificateurdedocumentproquest proquest-dokument-id iddodocumentodoproquest",
    "url": "documenturl urldeldocumento urldudocument dokument-url urldodocumento",
    "copyright": "copyright derechosdeautor droitsdauteur droitd'auteur direitosautorais",
    "last_updated": "lastupdated últimaactualización dernièremiseàjour letzteaktualisierung "
    "zuletztaktualisiert últimaatualização",
    "database": "database basededatos basesdedatos basededonnées datenbank basededados",
}
_NAMES = {label: name for name, labels in _LABELS.items() for label in labels.split()}


def label_name(label: str) -> str | None:
    """Our name for what stands behind a label, or None when it is none of ProQuest's.

    Examples
    --------
    >>> label_name("Publication date:"), label_name("Título de publicación"), label_name("He said")
    ('published', 'outlet', None)
    """
    return _NAMES.get(re.sub(r"[\s\xa0]", "", label).rstrip(":").lower())
