// <input data-find-url="ADDRESS?find=" data-find-into="ID">: what is found is fetched 200 ms after the last key and put
// into the element with that id. Focus stays where it is; a status in it says how many.
export function findAsOneTypes() {
  for (const input of document.querySelectorAll('input[data-find-url]')) follow(input)
}

function follow(input) {
  const into = document.getElementById(input.dataset.findInto)
  if (!into) return
  let timer
  let asked
  input.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(refresh, 200)
  })

  async function refresh() {
    asked?.abort()
    const sought = input.value.trim()
    if (sought.length < 3) return
    asked = new AbortController()
    try {
      const answer = await fetch(input.dataset.findUrl + encodeURIComponent(sought), {
        signal: asked.signal, credentials: 'same-origin', redirect: 'error'
      })
      if (!answer.ok) return
      const found = new DOMParser().parseFromString(await answer.text(), 'text/html')
      into.replaceChildren(...document.importNode(found.body, true).childNodes)
    } catch {
      // The button still works.
    }
  }
}
