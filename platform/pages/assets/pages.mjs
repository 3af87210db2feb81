// What pages do better with JavaScript. Every one of them works without.
import {
  Button, CharacterCount, Checkboxes, createAll, ErrorSummary, NotificationBanner, PasswordInput, Radios,
  ServiceNavigation, SkipLink
} from 'govuk-frontend'
import { findAsOneTypes } from './find.mjs'
import { showWhatBelongs } from './choose.mjs'
import { keepDrafts } from './draft.mjs'
import { enterMeansTheMainButton } from './enter.mjs'
import { sayWhatChanged } from './changes.mjs'
import { showWhatIsSaid } from './chat.mjs'

document.body.classList.add('govuk-frontend-supported')

createAll(Button, { preventDoubleClick: true })
for (const component of [
  CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios, ServiceNavigation, SkipLink
]) createAll(component)

// The filter of a list stands open beside it; where there is no room beside, it is shut.
if (window.matchMedia('(max-width: 64em)').matches) {
  for (const filter of document.querySelectorAll('details.app-filter')) filter.removeAttribute('open')
}

findAsOneTypes()
showWhatBelongs()
keepDrafts()
enterMeansTheMainButton()
sayWhatChanged()
showWhatIsSaid()
