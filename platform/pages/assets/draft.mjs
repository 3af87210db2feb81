// <form data-draft="ADDRESS">: what is typed is kept on the server every 20 seconds, and when the page is left.
const every = 20_000

export function keepDrafts() {
  for (const form of document.querySelectorAll('form[data-draft]')) keep(form)
}

function keep(form) {
  const status = form.querySelector('[data-draft-status]')
  let kept = serialise(form)
  let sent = false
  form.addEventListener('submit', () => { sent = true })
  setInterval(save, every)
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') save() })

  async function save() {
    const now = serialise(form)
    if (sent || now === kept) return
    try {
      const answer = await fetch(form.dataset.draft, {
        method: 'POST', body: new URLSearchParams(now), credentials: 'same-origin', redirect: 'error', keepalive: true
      })
      if (!answer.ok) return
      kept = now
      if (status) status.textContent = `Draft saved at ${new Date().toLocaleTimeString('en-GB', { hour: 'numeric', minute: '2-digit' })}`
    } catch {
      // Next time.
    }
  }
}

function serialise(form) {
  return new URLSearchParams(new FormData(form)).toString()
}
