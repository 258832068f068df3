"""The words Paper understands, English | Indonesian, beside what they make it draw."""


def _table(text: str) -> dict[str, str]:
    """Word or phrase → meaning, from lines of `meaning = word, two words | kata, dua kata`."""
    found: dict[str, str] = {}
    for line in text.strip().splitlines():
        meaning, _, words = line.partition("=")
        for word in words.replace("|", ",").split(","):
            found[word.strip()] = meaning.strip()
    return found


# a figure, perhaps `figure/colour`: what the animal is called decides what colour the silhouette gets
FIGURE_WORDS = _table("""
fox = fox, vixen | rubah
fox/grey = wolf, coyote, husky | serigala
fox/white = arctic fox, white wolf | rubah arktik
cat = cat, kitten, kitty | kucing, anak kucing
tiger = tiger, lion, leopard | harimau, macan, singa
dog = dog, puppy, hound | anjing, anak anjing
rabbit = rabbit, bunny, hare | kelinci
deer = deer, stag, fawn, reindeer, antelope, moose | rusa, kijang, kancil
panda = panda | panda
bear = bear, grizzly | beruang
bear/white = polar bear | beruang kutub
elephant = elephant, mammoth | gajah
camel = camel, dromedary | unta
horse = horse, pony, foal, mare | kuda
buffalo = buffalo, water buffalo, cow, ox, bull, cattle | kerbau, sapi, banteng
frog = frog, toad | katak, kodok
turtle = turtle, tortoise | kura-kura, penyu
snail = snail | siput, bekicot
bird = bird, robin, sparrow, parrot, songbird, pigeon, dove, hummingbird
bird = burung, burung pipit, merpati, nuri, jalak
gull = seagull, gull, swallow, eagle, hawk, crow, raven | camar, elang, gagak, burung camar
owl = owl | burung hantu
crane = crane, heron, stork, egret, ibis, flamingo | bangau, kuntul, burung bangau
duck = duck, goose, duckling | bebek, itik, angsa
duck/white = swan | angsa putih
penguin = penguin | pinguin
butterfly = butterfly, moth | kupu-kupu, ngengat
fish = fish, goldfish, tropical fish | ikan
koi = koi, carp, koi carp | koi, ikan koi, ikan mas
whale = whale, humpback, orca, dolphin, shark | paus, ikan paus, lumba-lumba, hiu
jellyfish = jellyfish | ubur-ubur
octopus = octopus, squid | gurita, cumi-cumi
person = person, figure, man, woman, walker, traveller, traveler, farmer, hiker, fisherman, somebody
person = mother, father, grandmother, girl in a coat
person = orang, manusia, pria, wanita, perempuan, laki-laki, petani, nelayan, pejalan, ibu, bapak, nenek
person = kakek
child = child, kid, boy, girl, baby | anak, bocah, anak kecil
robot = robot, android, machine | robot, mesin
astronaut = astronaut, cosmonaut, spaceman | astronot, antariksawan
ghost = ghost, spirit, spectre | hantu, arwah
snowman = snowman | manusia salju, orang-orangan salju
paper boat = paper boat, origami boat, paper ship | perahu kertas, kapal kertas
sailboat = boat, ship, sailboat, sailing boat, yacht, canoe | kapal, kapal layar
jukung = jukung, outrigger, fishing boat, prahu | perahu, sampan, perahu layar, perahu nelayan
balloon = hot air balloon, balloon, airship | balon udara, balon
kite = kite | layangan, layang-layang
rocket = rocket, spaceship, spacecraft | roket, pesawat luar angkasa, wahana
bicycle = bicycle, bike | sepeda
car = car, taxi, van | mobil, taksi, angkot
train = train, locomotive | kereta, kereta api
house = house, home, cottage, cabin, barn, farmhouse | rumah, pondok
stilt house = stilt house, stilt houses | rumah panggung
hut = hut, field hut | gubuk, dangau, saung
lighthouse = lighthouse | mercusuar
tent = tent, camp, campsite | tenda, kemah
castle = castle, palace, fortress, tower | istana, kastil, benteng, menara
temple = temple, shrine, pagoda, ruins, borobudur, prambanan | candi, pura, kuil
mosque = mosque | masjid, mesjid
flower = flower, blossom, bloom | bunga, kembang
daisy = daisy, chamomile | aster
sunflower = sunflower | bunga matahari
poppy = poppy, anemone, hibiscus | kembang sepatu
tulip = tulip | tulip
rose = rose | mawar, bunga mawar
lotus = lotus, water lily | teratai, seroja
mushroom = mushroom, toadstool | jamur
cactus = cactus | kaktus
vase = vase, bouquet, pot | vas, jambangan, vas bunga
bottle = bottle, jar, jug | botol, kendi
orange = orange, oranges, lemon, peach, mandarin, tangerine | jeruk
apple = apple, pear, cherry, fruit | apel, buah
cup = cup, coffee, tea, mug, teacup | cangkir, kopi, teh, secangkir kopi
umbrella = umbrella, parasol | payung
lantern = lantern, lamp, candle | lentera, lampion, lampu, pelita, lilin
book = book, novel | buku, kitab
heart = heart, love | hati, cinta
leaf = leaf | daun
pine = pine, fir, spruce, christmas tree | pinus, cemara, pohon cemara, pohon pinus
broad = tree, oak, banyan, maple, apple tree | pohon, beringin, pohon beringin
broad/pink = cherry tree, cherry blossom, sakura | pohon sakura, bunga sakura
palm = palm, palm tree, coconut tree, coconut | kelapa, palem, pohon kelapa
bare = bare tree, dead tree, leafless tree | pohon kering
birch = birch | birch
""")

PLACE_WORDS = _table("""
sea = sea, ocean, harbour, harbor, bay, horizon, water | laut, samudra, pelabuhan, teluk, air
lake = lake, river, still water, stream, canal | danau, sungai, kali, telaga
waves = wave, surf, swell | ombak, gelombang
beach = beach, coast, shore, seaside, sand | pantai, pesisir, pasir
under = underwater, under the sea, under water, reef, coral, deep sea, beneath the sea
under = bawah laut, bawah air, terumbu, karang, dasar laut
pond = pond, pool | kolam
forest = forest, woods, wood, jungle, grove | hutan, rimba
bamboo = bamboo, bamboo forest | bambu, hutan bambu
meadow = meadow, field, grass, garden, park, lawn, pasture, hill, countryside, savanna, prairie
meadow = padang, ladang, rumput, kebun, taman, bukit, padang rumput
terraces = rice terrace, rice field, rice paddy, paddy, rice, terrace, jatiluwih | sawah, terasering, padi
dunes = desert, dune, sahara, bromo sand | gurun, padang pasir
ridges = mountain, ridge, alps, peak, valley, himalaya | pegunungan, gunung-gunung, lembah, puncak
volcano = volcano, crater, merapi, fuji, krakatau
volcano = gunung, gunung api, gunung berapi, kawah, semeru, bromo, rinjani
city = city, town, skyline, street, downtown, skyscraper, jakarta, tokyo, rooftop
city = kota, jalan, gedung, pencakar langit, ibu kota
village = village, hamlet | desa, kampung, dusun
stilts = stilt village, floating village, high water, flood | kampung nelayan, kampung air, banjir
table = kitchen, table, still life, room, desk, window, breakfast, shelf
table = dapur, meja, kamar, jendela, sarapan, alam benda
space = space, galaxy, planet, mars, universe, cosmos, lunar
space = luar angkasa, galaksi, planet, antariksa, jagat raya
snow = snow, snowy, winter, blizzard, ice, icy, frozen, arctic, antarctica
snow = salju, musim dingin, es, bersalju, kutub
kawung = batik, kawung, textile, fabric | kain, motif
rings = tunnel, cave, abstract, labyrinth, depth, portal | gua, goa, abstrak, terowongan
circles = circle, shapes, geometry, poster, music, jazz, bauhaus | lingkaran, bentuk, geometri, musik
leaves = fallen leaves, autumn leaves, leaves | dedaunan, daun-daun, daun gugur
""")

HOUR_WORDS = _table("""
dawn = dawn, sunrise, morning, daybreak, early | fajar, subuh, pagi, matahari terbit
noon = noon, day, midday, daylight, afternoon, sunny, daytime, summer | siang, tengah hari, cerah, terik
dusk = dusk, sunset, evening, twilight, golden hour, sundown
dusk = senja, petang, sore, magrib, maghrib, matahari terbenam
night = night, midnight, nighttime, nocturnal, moonlit, moonlight, starry, starlight, dark night
night = malam, tengah malam, larut
""")

WEATHER_WORDS = _table("""
fog = fog, mist, foggy, misty, haze, smoke | kabut, berkabut, asap, halimun
rain = rain, rainy, raining, storm, drizzle, monsoon, thunder, stormy, wet | hujan, badai, gerimis, petir
snowfall = snowfall, snowing, snowflake, blizzard | hujan salju
""")

SKY_WORDS = _table("""
moon = moon, moonlit, moonlight, full moon | bulan, purnama, bulan purnama, rembulan
crescent = crescent, crescent moon, new moon | bulan sabit, sabit
sun = sun, sunshine | matahari, mentari, surya
stars = star, starry, starlight, starry sky, constellation, milky way, comet, meteor, shooting star
stars = bintang, bima sakti, komet, bintang jatuh
aurora = aurora, northern lights | aurora
clouds = cloud, cloudy, sky | awan, berawan, mendung, langit
rainbow = rainbow | pelangi
""")

SEASON_WORDS = _table("""
autumn = autumn, fall, october, harvest | musim gugur, panen
spring = spring, april, cherry blossom, sakura | musim semi, bunga sakura
""")

POSE_WORDS = _table("""
asleep = asleep, sleeping, sleepy, curled, resting, dreaming | tidur, tertidur, terlelap
sitting = sitting, waiting, watching | duduk, menunggu
moving = running, walking, trotting, jumping, leaping, playing | lari, berlari, berjalan, melompat, bermain
""")

COLOUR_WORDS = _table("""
red = red, crimson, scarlet, ruby, vermilion | merah
orange = amber, tangerine coloured | jingga, oranye
yellow = yellow | kuning
green = green, emerald, olive | hijau
teal = teal, turquoise, cyan | toska, tosca
blue = blue, navy, azure, cobalt | biru
indigo = indigo | nila, indigo
purple = purple, violet, lavender, lilac | ungu, lembayung
pink = pink, rose coloured, salmon | merah muda, pink, jambon
brown = brown, chocolate | cokelat, coklat, sawo
gold = gold, golden | emas, keemasan
black = black | hitam
white = white, ivory | putih
grey = grey, gray, silver | abu-abu, kelabu, perak
pastel = pastel, soft, gentle | lembut
dark = dark, gloomy, moody, noir | gelap, kelam, suram
bright = bright, vivid, colourful, colorful, neon, vibrant | terang, warna-warni, cerah ceria
pale = pale, muted, faded | pucat, pudar
monochrome = monochrome, black and white, greyscale | hitam putih, monokrom
sepia = sepia, vintage, old photo | sepia, kuno
""")

STYLE_WORDS = _table("""
gouache = gouache, watercolour, watercolor, painting, tempera | guas, cat air, lukisan
woodblock = woodblock, woodcut, ukiyo-e, ukiyo e, linocut, block print | cukil kayu, cukil, cetak kayu
two-ink = two-ink, two ink, riso, risograph, screen print, screenprint, duotone, halftone | dua tinta, sablon
cut-paper = cut-paper, cut paper, paper cut, papercut, paper-cut, collage, origami, papercraft
cut-paper = guntingan kertas, kolase, potongan kertas
batik = batik | batik
ink = ink wash, ink, sumi-e, sumi e, sumi, calligraphy | tinta, lukisan tinta
oil = oil, oil painting, oils, impasto, brushstrokes | cat minyak, lukisan minyak
""")

_NUMBERS = {
    1: "a an one single lone satu seekor sebuah seorang sekuntum setangkai",
    2: "two pair couple dua sepasang",
    3: "three trio few tiga",
    4: "four several some family empat beberapa sekeluarga para",
    5: "five pack lima",
    6: "six herd enam kawanan",
    7: "seven tujuh",
    8: "eight many flock delapan banyak",
    9: "nine sembilan",
    10: "ten sepuluh",
    11: "eleven sebelas",
    12: "twelve dozen selusin",
}
NUMBER_WORDS = {word: number for number, words in _NUMBERS.items() for word in words.split()}

RELATION_WORDS = {
    "on": "on", "atop": "on", "riding": "on", "aboard": "on", "atas": "on", "naik": "on", "menunggang": "on",
    "under": "under", "beneath": "under", "below": "under", "bawah": "under",
    "above": "above", "over": "above",
    "in": "in", "inside": "in", "di": "in", "dalam": "in",
}  # fmt: skip

IRREGULAR = {
    "people": "person",
    "children": "child",
    "men": "man",
    "women": "woman",
    "geese": "goose",
    "wolves": "wolf",
}
_WORN = """coat dress scarf hat jacket sail sails roof shirt hood cape collar wings petals
kebaya sarong baju jaket topi"""
WORN = frozenset(_WORN.split())
MOOD_ONLY = frozenset({"pastel", "dark", "bright", "pale", "monochrome", "sepia"})
NOT_WORDS = frozenset({"no", "without", "not", "tanpa", "bukan", "tidak"})
_AFTER = """merah jingga oranye kuning hijau toska tosca biru nila ungu lembayung jambon cokelat coklat sawo emas
keemasan hitam putih abu-abu kelabu perak"""
INDONESIAN_COLOURS = frozenset(_AFTER.split()) | {"merah muda"}
