/** Makes node_modules/.esm: React and its kin as ES modules over one bundle, as kepler.gl's page asks a CDN for them. */

import { createRequire } from "node:module";
import { mkdirSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const require = createRequire(import.meta.url);
const FOLDER = "node_modules/.esm";
const PACKAGES = ["react", "react/jsx-runtime", "react-dom", "react-dom/client", "redux", "react-redux", "styled-components"];

mkdirSync(FOLDER, { recursive: true });
await build({
  stdin: {
    contents: PACKAGES.map((name, index) => `export * as m${index} from "${name}";`).join("\n"),
    resolveDir: ".",
  },
  bundle: true,
  define: { "process.env.NODE_ENV": '"production"' },
  format: "esm",
  legalComments: "none",
  minify: true,
  outfile: `${FOLDER}/all.js`,
});
PACKAGES.forEach((name, index) => {
  const names = Object.keys(require(name)).filter((key) => key !== "default" && /^[\w$]+$/.test(key));
  const named = names.map((key) => `export const ${key} = from.${key};`).join("\n");
  const source = `import { m${index} as all } from "https://esm.sh/all.js";\nconst from = { ...all.default, ...all };\n`;
  writeFileSync(`${FOLDER}/${name.replace("/", "__")}.js`, `${source}export default all.default ?? from;\n${named}\n`);
});
