import { writeFileSync } from "node:fs"

// What a client did, step by step; printed at the end as one line of JSON.
export const [base, token, other] = process.argv.slice(2)
const taken = []

// what the libraries take from newer versions of Node.js
Promise.withResolvers ??= () => {
  const made = {}
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }))
  return made
}

export async function step(name, act) {
  try {
    const answer = await act()
    taken.push({ name, ok: true })
    return answer
  } catch (error) {
    taken.push({ name, ok: false, error: `${error?.name}: ${error?.message} ${JSON.stringify(error?.response?.data ?? error?.additionalProperties ?? "")}` })
    return undefined
  }
}

export function is(truth, what) {
  if (!truth) throw new Error(`expected: ${what}`)
}

export async function until(look, what, seconds = 20) {
  const end = Date.now() + seconds * 1000
  for (;;) {
    const seen = await look()
    if (seen) return seen
    is(Date.now() < end, what)
    await new Promise((done) => setTimeout(done, 150))
  }
}

export const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGP4z8CAB+GTG8HSALfKY52fTcuYAAAAAElFTkSuQmCC", "base64")

// the same as a file on the disk, for libraries that read streams
export const PIXEL_FILE = "pixel.png"
writeFileSync(PIXEL_FILE, PIXEL)

export function finish() {
  console.log("\n" + JSON.stringify(taken))
  process.exit(0)
}
