// <div data-chat="STREAM" data-chat-after="VERSION" data-chat-parts="ADDRESS">: a conversation that goes on while it is
// open. What the stream tells is only that something happened: the parts are asked for anew, as the server makes them.
// A message that is there stays as it is, and so does what is being written. While the parts are [data-chat-beat], what
// they say also changes by what happens to others.
import { listen } from './listen.mjs'

export function showWhatIsSaid() {
  const place = document.querySelector('[data-chat]')
  if (!place || !window.EventSource) return
  let asking = false
  let again = false

  listen(place.dataset.chat, place.dataset.chatAfter, {
    said: show,
    beat: () => { if (place.querySelector('[data-chat-beat]')) show() }
  })

  async function show() {
    again = asking
    if (asking) return
    asking = true
    try {
      const answer = await fetch(place.dataset.chatParts, { credentials: 'same-origin', redirect: 'error' })
      if (answer.ok) put(new DOMParser().parseFromString(await answer.text(), 'text/html'))
    } catch {
      // With the next event.
    }
    asking = false
    if (again) show()
  }

  function put(made) {
    const isOver = made.querySelector('[data-chat-over]')
    const [state, now] = [made, place].map(where => where.querySelector('[data-chat-state]'))
    if (state && now.innerHTML !== state.innerHTML) now.replaceChildren(...state.childNodes)
    const list = place.querySelector('[data-chat-messages]')
    for (const message of made.querySelectorAll('[data-chat-messages] > li'))
      if (!document.getElementById(message.id)) list.append(message)
    // Where nothing can be written any more, what was being written is not taken away.
    const form = document.querySelector('[data-chat-write]')
    const area = form?.querySelector('textarea')
    if (isOver && form && !area?.value.trim()) form.remove()
  }
}
