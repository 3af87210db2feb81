// <div data-changes="ADDRESS" data-changes-after="POSITION" data-changes-page="ADDRESS" data-changes-show="Show it">
// with a <p role="status">: says what changed since the page was made, and leads to the page as it is now. Nothing else
// on the page is touched. One connection for each page that is in sight; a hidden one catches up when it is seen again.
import { listen } from './listen.mjs'

export function sayWhatChanged() {
  const place = document.querySelector('[data-changes]')
  const status = place?.querySelector('[role=status]')
  if (!status || !window.EventSource) return
  const inWords = place.dataset.changes.includes('complaint=') ? ofComplaint(place) : ofLists()
  listen(place.dataset.changes, place.dataset.changesAfter, { said: data => say(inWords(JSON.parse(data))) })

  function say(words) {
    if (!words) return
    if (!status.firstChild) {
      status.append('')
      if (place.dataset.changesShow) {
        const link = document.createElement('a')
        link.className = 'govuk-link'
        link.href = place.dataset.changesPage
        link.textContent = place.dataset.changesShow
        status.append(link)
      }
      place.classList.add('app-changes--told')
    }
    status.firstChild.data = `${words} `
  }
}

function ofComplaint(place) {
  let count = 0
  return ({ kind, who, at }) => {
    const what = kind.replace(/^complaint_/, '').replaceAll('_', ' ')
    const last = ++count > 1 ? `, the last of ${count} changes` : ''
    const kept = place.dataset.changesShow ? '' : ' What you have typed stays, and you see what changed when you send it.'
    return `${who ? `${who} changed this` : 'This changed'} at ${timeOf(at)}: ${what}${last}.${kept}`
  }
}

// Only what is in sight here, or might be.
function ofLists() {
  const [fresh, given, back, changed] = [new Set(), new Set(), new Set(), new Set()]
  let many = false
  return ({ complaintId, kind, isYours }) => {
    const isHere = document.querySelector(`main a[href="/complaints/${complaintId}"]`)
    if (kind === 'many') many = true
    else if (isYours) given.add(complaintId)
    else if (isHere) changed.add(complaintId)
    else if (kind === 'complaint-opened') fresh.add(complaintId)
    else if (kind === 'complaint-released' || kind === 'merge-undone') back.add(complaintId)
    if (many) return 'Much has changed.'
    const parts = [
      said(fresh.size, 'new complaint', 'new complaints'), said(given.size, 'is yours now', 'are yours now'),
      said(back.size, 'is back in the queue', 'are back in the queue'),
      said(changed.size, 'of these changed', 'of these changed')
    ].filter(Boolean)
    return parts.length ? `${parts.join(', ')}.` : ''
  }
}

function said(count, one, many) {
  return count ? `${count} ${count === 1 ? one : many}` : ''
}

function timeOf(at) {
  return new Date(at).toLocaleTimeString('en-GB', {
    hour: 'numeric', minute: '2-digit', hour12: true, timeZone: 'Europe/London'
  }).replace(/\s/g, '')
}
