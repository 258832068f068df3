"""Of prompts, paintings, uploads and the studio's letters."""

INDONESIAN = {
    "Say what to paint, for example: /imagine a fox in the snow --ar 3:2": (
        "Tulis apa yang dilukis, misalnya: /gambar seekor rubah di salju --ar 3:2"
    ),
    "The prompt has {} characters; {} are the most": "Promptnya {} karakter; paling banyak {}",
    "The prompt may have {} characters": "Prompt boleh berisi {} karakter",
    "The prompt is empty: say what to paint": "Promptnya kosong: tulis apa yang dilukis",
    "There is no flag --{}; {}": "Tidak ada penanda --{}; {}",
    "did you mean --{}?": "maksud Anda --{}?",
    "--ar {} is no ratio that can be painted; try 1:1, 3:2, 2:3, 16:9 (1:4 to 4:1)": (
        "--ar {} bukan perbandingan yang bisa dilukis; coba 1:1, 3:2, 2:3, 16:9 (1:4 sampai 4:1)"
    ),
    "--strength wants a number from {} (much as it is) to 1, not “{}”": (
        "--strength meminta angka dari {} (hampir seperti aslinya) sampai 1, bukan “{}”"
    ),
    "--strength says how far to go from a picture: attach one": (
        "--strength menyatakan seberapa jauh dari sebuah gambar: lampirkan satu"
    ),
    "--keep shows the picture that is painted from: attach one": (
        "--keep menampilkan gambar yang menjadi awal lukisan: lampirkan satu"
    ),
    "known are {}": "yang ada {}",
    "--{} wants a whole number from {} to {}, not “{}”": "--{} meminta bilangan bulat dari {} sampai {}, bukan “{}”",
    "--{} wants some words after it": "--{} perlu diikuti beberapa kata",
    "--{} may have {} characters": "--{} boleh berisi {} karakter",
    "--preview is for new posts: an edit replaces the picture when the new one is there": (
        "--preview untuk kiriman baru: suntingan mengganti gambarnya begitu yang baru jadi"
    ),
    "Say for whom, then a colon and the caption: post 2 unlisted: First snow": (
        "Tulis untuk siapa, lalu titik dua dan keterangannya: pos 2 tak terdaftar: Salju pertama"
    ),
    "Say which one: post 1 … post {}": "Sebutkan yang mana: pos 1 … pos {}",
    "The pictures are not finished yet": "Gambarnya belum selesai",
    "There is no picture {} in this letter": "Tidak ada gambar {} di surat ini",
    "Change the command, which starts with {}, or delete it": "Ubah perintahnya, yang diawali {}, atau hapus",
    "A picture can't be asked for together with `{}`": "Gambar tidak bisa diminta bersama `{}`",
    "The picture was finished in the meantime": "Gambarnya sudah selesai sementara itu",
    "Ask for 1 to {} pictures at once": "Mintalah 1 sampai {} gambar sekaligus",
    "A seed is a whole number from 0 to {}": "Benih adalah bilangan bulat dari 0 sampai {}",
    "The post is not in your list any more": "Kirimannya tidak ada lagi di daftar Anda",
    "The model {} is not offered here; there is {}": "Model {} tidak tersedia di sini; yang ada {}",
    "The picture is not finished yet": "Gambarnya belum selesai",
    "This picture is posted already": "Gambar ini sudah dikirim",
    "None of these pictures was made by this generation": "Tidak satu pun gambar ini berasal dari lukisan itu",
    "You may ask for {} pictures a day; {} are left, and more in about {} h": (
        "Anda boleh meminta {} gambar sehari; tersisa {}, dan bertambah dalam kira-kira {} jam"
    ),
    "{} of your pictures are being painted; ask again when one of them is done": (
        "{} gambar Anda sedang dilukis; minta lagi setelah salah satunya selesai"
    ),
    "{} pictures wait to be painted, which is the most": "{} gambar menunggu dilukis, dan itu batasnya",
    "None of the painters here can paint from a picture: ask without one": (
        "Tidak ada pelukis di sini yang bisa melukis dari gambar: mintalah tanpa gambar"
    ),
    "A picture is painted from one other: attach only one": "Gambar dilukis dari satu gambar lain: lampirkan satu saja",
    "Describe each picture in your own words first": "Gambarkan dulu setiap gambar dengan kata-kata Anda sendiri",
    "File size must be less than {} MiB": "Ukuran berkas harus kurang dari {} MiB",
    "One attachment is one picture: ask for each of them": "Satu lampiran satu gambar: mintalah satu per satu",
    "Description is longer than {} characters": "Deskripsinya lebih dari {} karakter",
    "The picture could not be painted: {}": "Gambarnya gagal dilukis: {}",
    "it was cancelled": "dibatalkan",
    "This painting was cancelled": "Lukisan ini dibatalkan",
    "The picture is not there yet; it is painted all the same": "Gambarnya belum ada; tetap dilukis",
    "The picture is still being made: try again when it is published": (
        "Gambarnya masih dibuat: coba lagi setelah diterbitkan"
    ),
    "no painter came for a whole day": "tidak ada pelukis yang datang sepanjang hari",
    "the line to the painter was cut": "sambungan ke pelukis terputus",
    "the painter ended without a picture": "pelukisnya berhenti tanpa gambar",
    "The painter's file can't be read. {}": "Berkas dari pelukis tidak bisa dibaca. {}",
    "This file is no picture that can be read: JPEG, PNG, WebP, GIF and AVIF are": (
        "Berkas ini bukan gambar yang bisa dibaca: yang bisa JPEG, PNG, WebP, GIF, dan AVIF"
    ),
    "This picture unpacks to far more than it says": "Gambar ini membengkak jauh melebihi yang disebutnya",
    "This picture has {} × {} pixels; at most {} million are read": (
        "Gambar ini {} × {} piksel; yang dibaca paling banyak {} juta"
    ),
    "This picture is empty": "Gambar ini kosong",
    "{}: {}": "{}: {}",
    "Header": "Gambar sampul",
    "Avatar": "Foto profil",
    "Focus must be two numbers, as in 0.0,0.5": "Titik fokus adalah dua angka, seperti 0.0,0.5",
    "Focus must lie between -1 and 1": "Titik fokus antara -1 dan 1",
    "A file to attach was not found, or is attached already": "Berkas lampiran tidak ditemukan, atau sudah dilampirkan",
    "A file to attach could not be read": "Berkas lampiran tidak bisa dibaca",
    "File can't be blank": "Berkasnya belum ada",
    "Only pictures can be attached here, no video or sound": (
        "Di sini hanya gambar yang bisa dilampirkan, bukan video atau suara"
    ),
    "A post has at most {} pictures": "Satu kiriman paling banyak {} gambar",
    "Masks are not supported: the whole picture is painted anew": "Topeng tidak didukung: seluruh gambar dilukis ulang",
    "There is no picture of this house at that address": "Tidak ada gambar rumah ini di alamat itu",
}
