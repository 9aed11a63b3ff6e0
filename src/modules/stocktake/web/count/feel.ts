/** What a tap comes to, told to a hand in a glove and an ear in the dark. */
export type Feel = 'ok' | 'ask' | 'wrong'

const SHAKE: Record<Feel, number | number[]> = { ok: 40, ask: [60, 80, 60], wrong: [220, 90, 220] }
/** Hertz, one after the other: up is well, down is not. */
const TONES: Record<Feel, readonly number[]> = { ok: [880], ask: [660, 880], wrong: [330, 220] }
const TONE_S = 0.09
const KEY = 'zongwu.count.sound'

let sounds: AudioContext | undefined

export function feel(kind: Feel): void {
  try {
    navigator.vibrate?.(SHAKE[kind])
    if (soundOn()) play(TONES[kind])
  } catch {
    // A phone that neither shakes nor sounds still counts.
  }
}

export function soundOn(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'off'
  } catch {
    return true
  }
}

export function setSound(on: boolean): void {
  try {
    localStorage.setItem(KEY, on ? 'on' : 'off')
  } catch {
    // Where nothing is kept, it holds for as long as it is asked.
  }
}

function play(tones: readonly number[]): void {
  sounds ??= new AudioContext()
  void sounds.resume()
  const begin = sounds.currentTime
  tones.forEach((hertz, i) => {
    if (!sounds) return
    const voice = sounds.createOscillator()
    const volume = sounds.createGain()
    voice.frequency.value = hertz
    volume.gain.value = 0.12
    voice.connect(volume).connect(sounds.destination)
    voice.start(begin + i * TONE_S)
    voice.stop(begin + (i + 1) * TONE_S)
  })
}
