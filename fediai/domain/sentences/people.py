"""Of names, doors, letters, keys and moving house."""

INDONESIAN = {
    "The user name is taken": "Nama pengguna itu sudah dipakai",
    "The e-mail address is taken": "Alamat email itu sudah dipakai",
    "The user name can't be blank": "Nama pengguna belum diisi",
    "The user name may have letters, digits and underscores only, thirty at most": (
        "Nama pengguna hanya boleh berisi huruf, angka, dan garis bawah, paling banyak tiga puluh"
    ),
    "The user name is kept for the house": "Nama pengguna itu disimpan untuk rumah ini",
    "The e-mail address can't be blank": "Alamat email belum diisi",
    "The e-mail address is not one": "Itu bukan alamat email",
    "The password can't be blank": "Kata sandi belum diisi",
    "The password is too short (at least {} characters)": "Kata sandinya terlalu pendek (paling sedikit {} karakter)",
    "The password is too long (at most {} characters)": "Kata sandinya terlalu panjang (paling banyak {} karakter)",
    "This e-mail provider is not let in here": "Penyedia email itu tidak diterima di sini",
    "Nobody can sign up from this network": "Tidak bisa mendaftar dari jaringan ini",
    "The invitation does not open the door": "Undangan itu tidak membuka pintu",
    "An invitation is needed": "Perlu undangan",
    "Registrations are closed here": "Pendaftaran di sini ditutup",
    "The reason is too long (at most {} characters)": "Alasannya terlalu panjang (paling banyak {} karakter)",
    "Too many new accounts from here; try again in a quarter of an hour": (
        "Terlalu banyak akun baru dari sini; coba lagi seperempat jam lagi"
    ),
    "Agreement must be accepted": "Persetujuannya perlu dicentang",
    "An invitation is good for 1 to {} people and 1 to {} days": (
        "Undangan berlaku untuk 1 sampai {} orang dan 1 sampai {} hari"
    ),
    "Nobody is invited here at the moment": "Saat ini tidak ada yang diundang",
    "You have as many open invitations as you may have; take one back first": (
        "Undangan terbuka Anda sudah sebanyak yang boleh; tarik kembali satu dulu"
    ),
    "This invitation does not open the door any more": "Undangan ini tidak membuka pintu lagi",
    "There is no such invitation": "Undangan itu tidak ada",
    "This link is too old, or was used already": "Tautan ini terlalu lama, atau sudah dipakai",
    "This method is only available while the e-mail is awaiting confirmation": (
        "Ini hanya bisa selama alamat email belum dipastikan"
    ),
    "Too many letters; try again in a quarter of an hour": "Terlalu banyak surat; coba lagi seperempat jam lagi",
    "Codes are set up already; turn them off first": "Kode sudah dipasang; matikan dulu",
    "The code does not fit": "Kodenya tidak cocok",
    "That took too long; try once more": "Itu terlalu lama; coba sekali lagi",
    "That took too long; sign in once more": "Itu terlalu lama; masuk sekali lagi",
    "Too many wrong codes; try again in a quarter of an hour": (
        "Terlalu banyak kode salah; coba lagi seperempat jam lagi"
    ),
    "The device's answer does not fit": "Jawaban perangkatnya tidak cocok",
    "This passkey is not known here": "Kunci sandi ini tidak dikenal di sini",
    "No more than {} passkeys": "Paling banyak {} kunci sandi",
    "This passkey is known already": "Kunci sandi ini sudah dikenal",
    "The name or the password is wrong": "Nama atau kata sandinya salah",
    "Too many wrong passwords; try again in a quarter of an hour": (
        "Terlalu banyak kata sandi salah; coba lagi seperempat jam lagi"
    ),
    "This account can't sign in any more": "Akun ini tidak bisa masuk lagi",
    "This account's e-mail address is not confirmed yet": "Alamat email akun ini belum dipastikan",
    "This account waits for its approval": "Akun ini menunggu persetujuan",
    "Your login is currently disabled": "Akun Anda sedang dinonaktifkan",
    "Your login is missing a confirmed e-mail address": "Alamat email akun Anda belum dipastikan",
    "Your login is currently pending approval": "Akun Anda sedang menunggu persetujuan",
    "That is not your password": "Itu bukan kata sandi Anda",
    "The house's own accounts can't be deleted": "Akun milik rumah ini tidak bisa dihapus",
    "An archive can be packed once a day": "Arsip bisa dikemas sekali sehari",
    "Bluesky's bridge would refuse this account: {}": "Jembatan Bluesky akan menolak akun ini: {}",
    "Bluesky's bridge can't be reached at the moment; try again later": (
        "Jembatan Bluesky sedang tidak terjangkau; coba lagi nanti"
    ),
    "A list of yours is still being read; the next one can follow when it is done": (
        "Satu daftar Anda masih dibaca; yang berikut bisa menyusul setelah selesai"
    ),
    "has no place: you have reached the maximum number of lists": "tidak ada tempat: jumlah daftar Anda sudah penuh",
    "No other account was found under {}": "Tidak ada akun lain yang ditemukan di {}",
    "You can't move to {}: {}": "Anda tidak bisa pindah ke {}: {}",
    "the new account does not know the old one": "akun baru belum mengenal akun lama",
    "the new account has moved on itself": "akun baru itu sendiri sudah pindah",
    "the new account is not heard here": "akun baru itu tidak didengar di sini",
    "There can be at most {} aliases": "Paling banyak {} alias",
    "You have moved less than a week ago. Followers can be sent on once a week": (
        "Anda pindah kurang dari seminggu lalu. Pengikut bisa diantar sekali seminggu"
    ),
    "This account has moved to another server; take the redirect back to post from here": (
        "Akun ini sudah pindah ke server lain; batalkan pengalihannya untuk mengirim dari sini"
    ),
    "The file is larger than {} MiB": "Berkasnya lebih besar dari {} MiB",
    "The list has more than {} lines": "Daftarnya lebih dari {} baris",
    "The list is empty": "Daftarnya kosong",
    "Nothing could be read: line {} {}": "Tidak ada yang bisa dibaca: baris {} {}",
    "These are the columns of another kind of list": "Kolom ini milik jenis daftar lain",
    "This is not a CSV file in UTF-8": "Ini bukan berkas CSV dalam UTF-8",
    "You must be already following the person you want to endorse": (
        "Anda harus sudah mengikuti orang yang ingin dianjurkan"
    ),
    "You have already featured the maximum number of hashtags": "Jumlah tagar unggulan Anda sudah penuh",
    "You have to follow everybody whom you put on a list": "Ikuti dulu siapa pun yang Anda masukkan ke daftar",
    "You have reached the maximum number of lists": "Jumlah daftar Anda sudah penuh",
    "Comment is longer than {} characters": "Catatannya lebih dari {} karakter",
    "{} is too long": "{} terlalu panjang",
    "Display name": "Nama tampilan",
    "Fields": "Kolom profil",
    "Fields can be at most {}": "Kolom profil paling banyak {}",
    "Attribution domains can be at most {}": "Situs yang boleh menyebut Anda paling banyak {}",
}
