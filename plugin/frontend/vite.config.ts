/** How the dashboard is built: hashed assets beside one index.html, nothing inlined that a strict CSP would refuse. */
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [react()],
  // The server puts each answer's own nonce where this stands.
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { assetFileNames: 'assets/[name]-[hash][extname]' } },
  },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
})
