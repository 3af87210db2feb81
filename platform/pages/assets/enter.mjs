// In a form with several buttons the Enter key presses the first, which may not be the one that is meant: within the
// search box it finds, anywhere else it sends the form by its main button.
export function enterMeansTheMainButton() {
  for (const main of document.querySelectorAll('[data-main-button]')) {
    const form = main.form
    form.addEventListener('keydown', event => {
      if (event.key !== 'Enter' || event.target.tagName !== 'INPUT' || event.isComposing) return
      event.preventDefault()
      const find = form.querySelector('[data-find-button]')
      form.requestSubmit(event.target.type === 'search' && find ? find : main)
    })
  }
}
