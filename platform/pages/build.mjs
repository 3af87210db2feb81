// Makes the two bundles that every page uses, with a hash in their names and ready compressed, and a list of them:
// node build.mjs OUTPUT_DIRECTORY
import { createHash } from 'node:crypto'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import esbuild from 'esbuild'
import * as sass from 'sass'

const here = import.meta.dirname ?? new URL('.', import.meta.url).pathname
const output = resolve(process.argv[2] ?? 'dist')
const modules = resolve(here, 'node_modules')

const compiled = sass.compile(resolve(here, 'assets/pages.scss'), {
  loadPaths: [here, modules],
  quietDeps: true,
  // Deprecations between the two libraries are theirs to settle.
  logger: { warn: message => { if (!message.includes('govuk-suppressed-warnings')) console.error(message) } }
})

// The few icons that the styles name are put into them.
const icons = {
  name: 'icons',
  setup(build) {
    build.onResolve({ filter: /^\/assets\/images\// }, found => ({
      path: resolve(modules, '@ministryofjustice/frontend/moj/assets/images', found.path.slice('/assets/images/'.length))
    }))
  }
}

const css = await esbuild.build({
  stdin: { contents: compiled.css, loader: 'css', resolveDir: here },
  bundle: true, minify: true, write: false, plugins: [icons], loader: { '.svg': 'dataurl' }
})
const js = await esbuild.build({
  entryPoints: [resolve(here, 'assets/pages.mjs')],
  bundle: true, minify: true, write: false, format: 'esm', target: 'es2020', legalComments: 'none'
})

await rm(output, { recursive: true, force: true })
await mkdir(output, { recursive: true })
const names = []
for (const [kind, bundle] of [['css', css], ['mjs', js]]) {
  const bytes = bundle.outputFiles[0].contents
  const name = `pages.${createHash('sha256').update(bytes).digest('hex').slice(0, 12)}.${kind}`
  await writeFile(resolve(output, name), bytes)
  await writeFile(resolve(output, `${name}.br`), brotliCompressSync(bytes))
  await writeFile(resolve(output, `${name}.gz`), gzipSync(bytes, { level: 9 }))
  names.push(name)
}
await writeFile(resolve(output, 'names.txt'), names.join('\n') + '\n')
