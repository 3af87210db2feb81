// <div data-choose-url="ADDRESS?subject=" data-choose-into="ID"> around choices: what belongs to the one that is chosen
// is fetched and put into the element with that id.
export function showWhatBelongs() {
  for (const choices of document.querySelectorAll('[data-choose-url]')) follow(choices)
}

function follow(choices) {
  const into = document.getElementById(choices.dataset.chooseInto)
  if (!into) return
  let asked
  choices.addEventListener('change', async event => {
    asked?.abort()
    asked = new AbortController()
    try {
      const answer = await fetch(choices.dataset.chooseUrl + encodeURIComponent(event.target.value), {
        signal: asked.signal, credentials: 'same-origin', redirect: 'error'
      })
      if (!answer.ok) return
      const found = new DOMParser().parseFromString(await answer.text(), 'text/html')
      into.replaceChildren(...document.importNode(found.body, true).childNodes)
    } catch {
      // It only helps; the form does without.
    }
  })
}
