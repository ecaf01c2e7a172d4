"""What visitors' pages say in French."""

from __future__ import annotations

from typing import Final

WORDS: Final = {
    "date": "{day} {month} {year}",
    "months": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "moment": "{date} à {time} UTC",
    "footer": "Créé avec Smart Links",
    "report": "Signaler un abus",
    "unknown.title": "Nous ne trouvons pas ce lien",
    "unknown.text": "Vérifiez l'orthographe. Une lettre suffit souvent.",
    "unavailable.title": "Un instant",
    "unavailable.text": "Nous ne pouvons pas consulter ce lien pour le moment. Réessayez dans un instant.",
    "paused.title": "Ce lien fait une pause",
    "paused.text": "Il sera peut-être bientôt de retour. La personne qui l'a partagé avec vous peut vous en dire plus.",
    "starts.title": "Ce lien ouvre bientôt",
    "starts.text": "Il n'est pas encore ouvert. Revenez un peu plus tard.",
    "starts.when": "Il ouvre le {moment}.",
    "expired.title": "Ce lien a pris fin",
    "expired.text": "Il y a souvent du nouveau, jetez un coup d'œil.",
    "expired.when": "Il a fermé le {date}.",
    "capped.title": "Ce lien est épuisé",
    "capped.text": (
        "Il était prévu pour un nombre limité de visites, et elles ont toutes été utilisées. La personne qui "
        "l'a partagé avec vous peut vous en dire plus."
    ),
    "suspended.title": "Ce lien n'est pas disponible",
    "suspended.text": "La personne qui l'a partagé avec vous peut vous en dire plus.",
    "home.title": "Ici, on trouve des liens courts",
    "home.text": "Chaque lien mène ailleurs. Pour en ouvrir un, tapez-le en entier.",
    "password.title": "Ce lien demande un mot de passe",
    "password.text": "La personne qui l'a partagé avec vous connaît le mot de passe.",
    "password.text_of": "{brand} l'a partagé avec vous. Cherchez le mot de passe dans son message, ou demandez-le.",
    "password.label": "Mot de passe",
    "password.button": "Ouvrir le lien",
    "password.wrong": "Ce n'est pas le bon. Vérifiez les majuscules.",
    "password.empty": "Tapez d'abord le mot de passe.",
    "lead.title": "Avant de continuer",
    "lead.button": "Continuer",
    "lead.optional": "Facultatif",
    "lead.faults": "Presque fini. Regardez les champs signalés.",
    "lead.blank": "Remplissez ce champ pour continuer.",
    "lead.email": "Indiquez une adresse e-mail comme nom@example.com.",
    "lead.phone": "Indiquez un numéro de téléphone avec son indicatif, ou avec + et le code du pays.",
    "lead.long": "Utilisez au plus {most} caractères.",
    "lead.consent": "Cochez la case pour continuer.",
    "lead.honeypot": "Laissez ce champ vide",
    "many.title": "Trop d'essais",
    "many.text": "Attendez quelques minutes, puis réessayez.",
    "busy.title": "Un instant",
    "busy.text": "Il y a beaucoup de monde en ce moment. Réessayez dans quelques secondes.",
    "too_large.title": "C'est plus que nous ne pouvons recevoir",
    "too_large.text": "Revenez en arrière, raccourcissez votre texte et renvoyez-le.",
    "diagnostic.title": "Où mène ce lien",
    "diagnostic.text": "Il mène ici :",
    "diagnostic.varies": "Certains visiteurs sont dirigés ailleurs, selon leur pays ou leur appareil par exemple.",
    "diagnostic.protected": "Ce lien est protégé. Vous verrez où il mène en l'ouvrant.",
    "diagnostic.button": "Ouvrir le lien",
    "passing.title": "Un instant",
    "passing.text": "Nous vous y emmenons.",
    "passing.button": "Continuer",
    "consent.title": "Avant de continuer",
    "consent.text": (
        "Pouvons-nous signaler cette visite à {services} ? Cela montre quelles publicités sont utiles. Vous "
        "arriverez à bon port dans tous les cas."
    ),
    "consent.allow": "Autoriser et continuer",
    "consent.refuse": "Continuer sans autoriser",
}
