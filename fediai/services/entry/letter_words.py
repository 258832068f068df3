"""What our letters say, in the languages of the pages."""

from typing import Final

UNASKED: Final = {
    "en": "If this was not you, do nothing: without the link nothing happens.\n\n",
    "id": "Bila ini bukan Anda, abaikan saja: tanpa tautan itu tidak terjadi apa-apa.\n\n",
}
ENDING: Final = "{house} · {base}\n"
LETTERS: Final = {
    "en": {
        "confirm": (
            "Confirm your e-mail address for {house}",
            "Hello {name},\n\nthis address was given for the account @{name} at {house}. To confirm that it is yours, "
            "open this page within three days and press the button:\n\n{link}\n\n",
        ),
        "password": (
            "A new password for {house}",
            "Hello {name},\n\nsomebody asked for a new password for your account at {house}. To choose one, open this "
            "page within two hours:\n\n{link}\n\n",
        ),
        "welcome": (
            "Welcome to {house}",
            "Hello {name},\n\nyou asked for an account at {house}, and a person said yes. You can sign in "
            "now:\n\n{link}\n\n",
        ),
        "rejected": (
            "Your request for an account at {house}",
            "Hello {name},\n\nyou asked for an account at {house}. A person has read it and decided not to open one. "
            "What you sent has been deleted, and the name @{name} is free again. There are many other servers from "
            "which you can follow and be followed: https://joinmastodon.org/servers\n\n",
        ),
        "disable": (
            "You can't sign in to {house} for now",
            "Hello {name},\n\na moderator of {house} has decided that you can't sign in. What you posted stays to be "
            "seen.\n\n{word}If you think that this is wrong, write to the people of the house: {base}/about\n\n",
        ),
        "suspend": (
            "Your account at {house} is suspended",
            "Hello {name},\n\na moderator of {house} has suspended your account: it and what you posted are hidden, "
            "and you can't sign in.\n\n{word}If you think that this is wrong, write to the people of the house: "
            "{base}/about\n\n",
        ),
    },
    "id": {
        "confirm": (
            "Pastikan alamat email Anda untuk {house}",
            "Halo {name},\n\nalamat ini diberikan untuk akun @{name} di {house}. Untuk memastikan bahwa ini milik "
            "Anda, buka halaman berikut dalam tiga hari dan tekan tombolnya:\n\n{link}\n\n",
        ),
        "password": (
            "Kata sandi baru untuk {house}",
            "Halo {name},\n\nseseorang meminta kata sandi baru untuk akun Anda di {house}. Untuk memilihnya, buka "
            "halaman berikut dalam dua jam:\n\n{link}\n\n",
        ),
        "welcome": (
            "Selamat datang di {house}",
            "Halo {name},\n\nAnda meminta akun di {house}, dan seseorang sudah mengiyakan. Anda bisa masuk "
            "sekarang:\n\n{link}\n\n",
        ),
        "rejected": (
            "Permintaan akun Anda di {house}",
            "Halo {name},\n\nAnda meminta akun di {house}. Seseorang sudah membacanya dan memutuskan untuk tidak "
            "membukanya. Yang Anda kirim sudah dihapus, dan nama @{name} bebas lagi. Masih banyak server lain yang "
            "bisa dipakai untuk mengikuti dan diikuti: https://joinmastodon.org/servers\n\n",
        ),
        "disable": (
            "Anda tidak bisa masuk ke {house} untuk sementara",
            "Halo {name},\n\nmoderator {house} memutuskan bahwa Anda tidak bisa masuk. Kiriman Anda tetap "
            "terlihat.\n\n{word}Bila menurut Anda ini keliru, tulislah kepada orang-orangnya: {base}/about\n\n",
        ),
        "suspend": (
            "Akun Anda di {house} ditangguhkan",
            "Halo {name},\n\nmoderator {house} menangguhkan akun Anda: akun dan kiriman Anda disembunyikan, dan Anda "
            "tidak bisa masuk.\n\n{word}Bila menurut Anda ini keliru, tulislah kepada orang-orangnya: "
            "{base}/about\n\n",
        ),
    },
}


def said(language: str, purpose: str, **values: str) -> tuple[str, str]:
    """(subject, text)."""
    subject, text = LETTERS[language][purpose]
    if "{link}" in text:
        text += UNASKED[language]
    return subject.format(**values), (text + ENDING).format(**values)
