// Bundles src/ into page.js and page.css. Run by `make page`; what it makes is committed.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

/** A digest of all that the bundle is made of, for the test that it is up to date. */
function digest() {
  const hash = createHash("sha256");
  const sources = readdirSync("src")
    .sort()
    .map((name) => `src/${name}`);
  for (const path of [...sources, "build.js", "package-lock.json"]) hash.update(readFileSync(path));
  return hash.digest("hex");
}

/** The licences of the packages whose code is in the bundle. */
function licences(inputs) {
  const packages = new Set(
    inputs.map((path) => path.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1]).filter(Boolean),
  );
  return [...packages].sort().map((name) => {
    const folder = `node_modules/${name}`;
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    if (!file) throw new Error(`${folder} has no licence file`);
    const { version } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
    return `${name} ${version}\n\n${readFileSync(`${folder}/${file}`, "utf8").replace(/\r/g, "").trim()}\n`;
  });
}

const options = { bundle: true, minify: true, write: false, charset: "utf8", target: "es2020", logLevel: "warning" };
const script = await build({ ...options, entryPoints: ["src/main.js"], format: "iife", metafile: true });
const style = await build({ ...options, entryPoints: ["src/style.css"] });
const texts = licences(Object.keys(script.metafile.inputs)).join("\n----\n\n");
writeFileSync("page.js", `/*! sources: ${digest()}\n\nContains:\n\n${texts}*/\n${script.outputFiles[0].text}`);
writeFileSync("page.css", style.outputFiles[0].text);
