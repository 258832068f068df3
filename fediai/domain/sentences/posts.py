"""Of posts, polls, quotes, lists and filters."""

INDONESIAN = {
    "Text can't be blank": "Teksnya belum diisi",
    "Text character limit of {} exceeded": "Teksnya melebihi batas {} karakter",
    "Cannot attach files to a post with a poll": "Kiriman dengan jajak pendapat tidak bisa dilampiri berkas",
    "Cannot attach more than {} files": "Paling banyak {} berkas bisa dilampirkan",
    "Cannot attach files that have not finished processing. Try again in a moment!": (
        "Berkas yang belum selesai diolah belum bisa dilampirkan. Coba lagi sebentar lagi!"
    ),
    "The post you are replying to does not exist, or you may not see it": (
        "Kiriman yang Anda balas tidak ada, atau tidak boleh Anda lihat"
    ),
    "The post you are quoting does not exist, or you may not see it": (
        "Kiriman yang Anda kutip tidak ada, atau tidak boleh Anda lihat"
    ),
    "You have already pinned the maximum number of posts": "Jumlah kiriman tersemat Anda sudah penuh",
    "A boost cannot be pinned": "Pembagian ulang tidak bisa disematkan",
    "Someone else's post cannot be pinned": "Kiriman orang lain tidak bisa disematkan",
    "Posts that are only visible to mentioned users cannot be pinned": (
        "Kiriman yang hanya terlihat oleh yang disebut tidak bisa disematkan"
    ),
    "A quote can't have a poll or files": "Kutipan tidak bisa disertai jajak pendapat atau berkas",
    "Direct posts can't be quoted": "Pesan langsung tidak bisa dikutip",
    "Its author does not want to be quoted by you": "Penulisnya tidak ingin Anda kutip",
    "A followers-only post can only be quoted for followers": (
        "Kiriman khusus pengikut hanya bisa dikutip untuk pengikut"
    ),
    "Its author has not agreed to that": "Penulisnya belum menyetujui itu",
    "Scheduled at The scheduled date must be at least 5 minutes in the future": (
        "Waktu terjadwal paling cepat 5 menit dari sekarang"
    ),
    "No more than {} posts can be scheduled": "Paling banyak {} kiriman bisa dijadwalkan",
    "Only a picture that is to be published can be scheduled, no preview and no help": (
        "Yang bisa dijadwalkan hanya gambar yang akan diterbitkan, bukan pratinjau atau bantuan"
    ),
    "The same request is still at work": "Permintaan yang sama masih dikerjakan",
    "A poll must have more than one option": "Jajak pendapat perlu lebih dari satu pilihan",
    "A poll can't contain more than {} options": "Jajak pendapat paling banyak {} pilihan",
    "The options of a poll can't be blank": "Pilihan jajak pendapat belum diisi",
    "An option can't be longer than {} characters": "Satu pilihan paling banyak {} karakter",
    "The options of a poll must differ": "Pilihan jajak pendapat harus berbeda",
    "expires_in must say for how many seconds a poll is open": "expires_in menyebut berapa detik jajak pendapat dibuka",
    "A poll must be open between {} and {} seconds": "Jajak pendapat harus terbuka antara {} dan {} detik",
    "The chosen vote option does not exist": "Pilihan itu tidak ada",
    "The poll has already ended": "Jajak pendapatnya sudah berakhir",
    "Choose at least one option": "Pilih paling sedikit satu",
    "You have already voted on this poll: only one option can be chosen": (
        "Anda sudah memilih di jajak pendapat ini: hanya satu yang bisa dipilih"
    ),
    "You cannot vote in your own polls": "Anda tidak bisa memilih di jajak pendapat sendiri",
    "You have already voted on this poll": "Anda sudah memilih di jajak pendapat ini",
    "Visibility is not public, unlisted, private or direct": (
        "Keterlihatan bukan public, unlisted, private, atau direct"
    ),
    "Privacy is not one of public, unlisted, private, direct": (
        "Privasi bukan salah satu dari public, unlisted, private, direct"
    ),
    "Quote policy is not one of public, followers, nobody": (
        "Aturan kutipan bukan salah satu dari public, followers, nobody"
    ),
    "Quote approval policy is not public, followers or nobody": ("Aturan kutipan bukan public, followers, atau nobody"),
    "Replies policy is not followed, list or none": "Aturan balasan bukan followed, list, atau none",
    "Filter action is not warn, hide or blur": "Tindakan saringan bukan warn, hide, atau blur",
    "Context must be some of {}": "Konteks adalah beberapa dari {}",
    "Title can't be blank": "Judulnya belum diisi",
    "Keyword can't be blank or too long": "Kata kuncinya belum diisi atau terlalu panjang",
    "You have too many filters": "Saringan Anda terlalu banyak",
    "Tag is invalid": "Tagarnya tidak sah",
    "Domain is not a valid domain name": "Itu bukan nama domain",
    "Domain is this very server": "Itu server ini sendiri",
    "Nothing is translated on this server": "Di server ini tidak ada yang diterjemahkan",
    "Search queries that resolve or page need an authenticated user": (
        "Pencarian yang bertanya ke server lain atau berhalaman perlu masuk dulu"
    ),
}
