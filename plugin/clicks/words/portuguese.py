"""What visitors' pages say in Portuguese."""

from __future__ import annotations

from typing import Final

WORDS: Final = {
    "date": "{day} de {month} de {year}",
    "months": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "moment": "{date}, {time} UTC",
    "footer": "Feito com Smart Links",
    "report": "Denunciar abuso",
    "unknown.title": "Não encontramos este link",
    "unknown.text": "Confira se está escrito certo. Às vezes é só uma letra.",
    "unavailable.title": "Um momento",
    "unavailable.text": "Não conseguimos consultar este link agora. Tente de novo em instantes.",
    "paused.title": "Este link está fazendo uma pausa",
    "paused.text": "Pode ser que volte logo. Quem compartilhou com você pode dizer mais.",
    "starts.title": "Este link abre em breve",
    "starts.text": "Ele ainda não está aberto. Volte um pouco mais tarde.",
    "starts.when": "Abre em {moment}.",
    "expired.title": "Este link terminou",
    "expired.text": "Sempre aparece algo novo, vale a pena conferir.",
    "expired.when": "Encerrou em {date}.",
    "capped.title": "Este link se esgotou",
    "capped.text": (
        "Ele foi feito para um número limitado de visitas, e todas já foram usadas. Quem compartilhou com "
        "você pode dizer mais."
    ),
    "suspended.title": "Este link não está disponível",
    "suspended.text": "Quem compartilhou com você pode dizer mais.",
    "home.title": "Este é um lugar para links curtos",
    "home.text": "Cada link daqui leva a outro lugar. Para abrir um, digite-o por inteiro.",
    "password.title": "Este link precisa de uma senha",
    "password.text": "Quem compartilhou com você pode dizer a senha.",
    "password.text_of": "{brand} compartilhou com você. Procure a senha na mensagem ou pergunte.",
    "password.label": "Senha",
    "password.button": "Abrir o link",
    "password.wrong": "Não é essa. Confira as maiúsculas.",
    "password.empty": "Digite a senha primeiro.",
    "lead.title": "Antes de continuar",
    "lead.button": "Continuar",
    "lead.optional": "Opcional",
    "lead.faults": "Quase lá. Confira os campos marcados.",
    "lead.blank": "Preencha este campo para continuar.",
    "lead.email": "Digite um e-mail como nome@example.com.",
    "lead.phone": "Digite um telefone com DDD, ou com + e o código do país.",
    "lead.long": "Use no máximo {most} caracteres.",
    "lead.consent": "Marque a caixa para continuar.",
    "lead.honeypot": "Deixe este campo vazio",
    "many.title": "Tentativas demais",
    "many.text": "Espere alguns minutos e tente de novo.",
    "busy.title": "Um momento",
    "busy.text": "Há muita gente aqui agora. Tente de novo em alguns segundos.",
    "too_large.title": "Isso é mais do que podemos receber",
    "too_large.text": "Volte, encurte o que digitou e envie de novo.",
    "diagnostic.title": "Para onde este link leva",
    "diagnostic.text": "Ele leva para cá:",
    "diagnostic.varies": "Alguns visitantes são levados a outro lugar, conforme o país ou o aparelho, por exemplo.",
    "diagnostic.protected": "Este link é protegido. Você vê para onde ele leva ao abri-lo.",
    "diagnostic.button": "Abrir o link",
    "passing.title": "Um momento",
    "passing.text": "Estamos levando você até lá.",
    "passing.button": "Continuar",
    "consent.title": "Antes de continuar",
    "consent.text": (
        "Podemos informar esta visita a {services}? Isso mostra quais anúncios funcionam. Você chega lá de "
        "qualquer forma."
    ),
    "consent.allow": "Permitir e continuar",
    "consent.refuse": "Continuar sem permitir",
}
