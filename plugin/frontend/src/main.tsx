/** Starts the dashboard in the document that carries it. */
import './look/base.css'

import { setNonce } from 'get-nonce'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

import { App } from './App'
import { styleNonce } from './session/config'

// Dialogs lock the page's scrolling by a style element of their own, which asks for its nonce here.
setNonce(styleNonce())

const root = document.getElementById('root')
if (!root) throw new Error('the document has no #root')
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
