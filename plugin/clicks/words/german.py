"""What visitors' pages say in German."""

from __future__ import annotations

from typing import Final

WORDS: Final = {
    "date": "{day}. {month} {year}",
    "months": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "moment": "{date}, {time} Uhr UTC",
    "footer": "Erstellt mit Smart Links",
    "report": "Missbrauch melden",
    "unknown.title": "Diesen Link finden wir nicht",
    "unknown.text": "Prüfen Sie die Schreibweise. Oft liegt es an einem einzigen Buchstaben.",
    "unavailable.title": "Einen Moment",
    "unavailable.text": "Wir können diesen Link gerade nicht nachschlagen. Versuchen Sie es gleich noch einmal.",
    "paused.title": "Dieser Link macht gerade Pause",
    "paused.text": "Vielleicht ist er bald zurück. Wer ihn mit Ihnen geteilt hat, weiß mehr.",
    "starts.title": "Dieser Link öffnet bald",
    "starts.text": "Er ist noch nicht offen. Schauen Sie etwas später wieder vorbei.",
    "starts.when": "Er öffnet am {moment}.",
    "expired.title": "Dieser Link ist abgelaufen",
    "expired.text": "Meist gibt es etwas Neues, ein Blick lohnt sich.",
    "expired.when": "Er endete am {date}.",
    "capped.title": "Dieser Link ist aufgebraucht",
    "capped.text": (
        "Er war für eine feste Zahl von Besuchen gedacht, und die sind vergeben. Wer ihn mit Ihnen geteilt "
        "hat, weiß mehr."
    ),
    "suspended.title": "Dieser Link ist nicht verfügbar",
    "suspended.text": "Wer ihn mit Ihnen geteilt hat, weiß mehr.",
    "home.title": "Hier wohnen kurze Links",
    "home.text": "Jeder Link hier führt woandershin. Um einen zu öffnen, geben Sie ihn vollständig ein.",
    "password.title": "Dieser Link braucht ein Passwort",
    "password.text": "Wer ihn mit Ihnen geteilt hat, kennt das Passwort.",
    "password.text_of": (
        "{brand} hat ihn mit Ihnen geteilt. Das Passwort steht in der Nachricht dazu, oder fragen Sie nach."
    ),
    "password.label": "Passwort",
    "password.button": "Link öffnen",
    "password.wrong": "Das stimmt nicht. Achten Sie auf Groß- und Kleinschreibung.",
    "password.empty": "Geben Sie zuerst das Passwort ein.",
    "lead.title": "Bevor es weitergeht",
    "lead.button": "Weiter",
    "lead.optional": "Freiwillig",
    "lead.faults": "Fast geschafft. Sehen Sie sich die markierten Felder an.",
    "lead.blank": "Füllen Sie dieses Feld aus, dann geht es weiter.",
    "lead.email": "Geben Sie eine E-Mail-Adresse wie name@example.com an.",
    "lead.phone": "Geben Sie eine Telefonnummer mit Vorwahl an, oder mit + und Landesvorwahl.",
    "lead.long": "Verwenden Sie höchstens {most} Zeichen.",
    "lead.consent": "Setzen Sie das Häkchen, dann geht es weiter.",
    "lead.honeypot": "Lassen Sie dieses Feld leer",
    "many.title": "Zu viele Versuche",
    "many.text": "Warten Sie ein paar Minuten und versuchen Sie es dann noch einmal.",
    "busy.title": "Einen Moment",
    "busy.text": "Gerade sind viele hier. Versuchen Sie es in ein paar Sekunden noch einmal.",
    "too_large.title": "Das ist mehr, als wir annehmen können",
    "too_large.text": "Gehen Sie zurück, kürzen Sie Ihren Text und senden Sie ihn noch einmal.",
    "diagnostic.title": "Wohin dieser Link führt",
    "diagnostic.text": "Er führt hierhin:",
    "diagnostic.varies": "Manche führt er woandershin, etwa je nach Land oder Gerät.",
    "diagnostic.protected": "Dieser Link ist geschützt. Wohin er führt, sehen Sie beim Öffnen.",
    "diagnostic.button": "Link öffnen",
    "passing.title": "Einen Moment",
    "passing.text": "Es geht gleich weiter.",
    "passing.button": "Weiter",
    "consent.title": "Bevor es weitergeht",
    "consent.text": (
        "Dürfen wir diesen Besuch an {services} melden? So zeigt sich, welche Anzeigen sich lohnen. Sie "
        "kommen in jedem Fall ans Ziel."
    ),
    "consent.allow": "Erlauben und weiter",
    "consent.refuse": "Ohne weiter",
}
