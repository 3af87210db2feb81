// Listens to server-sent events from a position on, as long as the page is in sight; a hidden one catches up when it is
// seen again. Says each event, and each position that came alone.
const first = 2_000
const longest = 120_000

export function listen(address, from, { said, beat }) {
  let after = from
  let pause = first
  let source
  let timer

  function open() {
    if (source || document.visibilityState === 'hidden') return
    clearTimeout(timer)
    const stream = new URL(address, location.href)
    stream.searchParams.set('after', after)
    source = new EventSource(stream)
    source.addEventListener('position', event => {
      after = event.lastEventId
      pause = first
      beat?.()
    })
    source.addEventListener('message', event => {
      after = event.lastEventId
      said(event.data)
    })
    // It would come back at once and for ever. This comes back less and less often, and not all pages together.
    source.addEventListener('error', () => {
      shut()
      timer = setTimeout(open, pause * (0.5 + Math.random()))
      pause = Math.min(pause * 2, longest)
    })
  }

  function shut() {
    clearTimeout(timer)
    source?.close()
    source = undefined
  }

  window.addEventListener('pagehide', shut)
  window.addEventListener('pageshow', open)
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' ? shut() : open())
  open()
}
