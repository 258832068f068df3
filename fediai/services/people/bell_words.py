"""What a bell says on a phone, in the languages of the pages; `{name}` is whoever rang."""

from collections.abc import Mapping
from typing import Final

from fediai.domain.people.notifications import NotificationType as Type

TITLES: Final[Mapping[str, Mapping[Type, str]]] = {
    "en": {
        Type.MENTION: "{name} mentioned you",
        Type.STATUS: "{name} posted",
        Type.REBLOG: "{name} boosted your post",
        Type.FOLLOW: "{name} follows you",
        Type.FOLLOW_REQUEST: "{name} asks to follow you",
        Type.FAVOURITE: "{name} favourited your post",
        Type.UPDATE: "{name} edited a post",
        Type.POLL: "A poll has ended",
        Type.QUOTE: "{name} quoted your post",
        Type.QUOTED_UPDATE: "{name} edited a post that you quoted",
        Type.ADMIN_REPORT: "{name} reported somebody",
        Type.MODERATION_WARNING: "The moderators have a word for you",
        Type.SEVERED_RELATIONSHIPS: "Some of your follows have ended",
    },
    "id": {
        Type.MENTION: "{name} menyebut Anda",
        Type.STATUS: "{name} mengirim sesuatu",
        Type.REBLOG: "{name} membagikan ulang kiriman Anda",
        Type.FOLLOW: "{name} mengikuti Anda",
        Type.FOLLOW_REQUEST: "{name} minta izin mengikuti Anda",
        Type.FAVOURITE: "{name} menyukai kiriman Anda",
        Type.UPDATE: "{name} mengubah kiriman",
        Type.POLL: "Jajak pendapat sudah selesai",
        Type.QUOTE: "{name} mengutip kiriman Anda",
        Type.QUOTED_UPDATE: "{name} mengubah kiriman yang Anda kutip",
        Type.ADMIN_REPORT: "{name} melaporkan seseorang",
        Type.MODERATION_WARNING: "Ada pesan dari moderator untuk Anda",
        Type.SEVERED_RELATIONSHIPS: "Sebagian hubungan ikut-mengikuti Anda berakhir",
    },
}
