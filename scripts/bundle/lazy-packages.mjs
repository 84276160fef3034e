/**
 * An esbuild plugin that makes a run load only those parts of the packages that it uses, when it first uses them. As they
 * are, cdktf loads all of itself, down to an archiver of zip files, and the app every provider class that any deployment
 * could need.
 *
 * Nothing of a package is changed. It only decides which module of it stands behind an import.
 */
import { readFileSync, readdirSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { dirname, join, relative, sep } from "node:path";

/** @param root folder of the project, absolute. */
export function lazyPackages(root) {
  const require = createRequire(join(root, "package.json"));
  const cdktf = dirname(require.resolve("cdktf"));
  const fromRoot = (path) => relative(root, path).split(sep).join("/");
  return {
    name: "lazy-packages",
    setup(build) {
      const sources = sourcesIn(root);
      const imports = namesByPackage(sources);
      const providers = [...imports.keys()].filter((name) => name.startsWith("@cdktf/provider-"));
      const named = imports.get("cdktf");
      const usedByProviders = providers.flatMap(
        (path) => readFileSync(require.resolve(path), "utf8").match(/(?<=\bcdktf\.)\w+/g) ?? [],
      );
      const files = filesOfCdktf(join(cdktf, "index.js"));
      const picked = (names) =>
        [...files]
          .map(([file, all]) => [file, all.filter((name) => names.has(name))])
          .filter(([, some]) => some.length > 0);

      // Our own sources import by name, so they get those names from the files that have them; the rest asks for all.
      build.onResolve({ filter: /^cdktf$|^\.{1,2}$/ }, ({ path, kind, resolveDir }) => {
        if (path !== "cdktf" && join(resolveDir, path) !== cdktf) return undefined;
        return { path: "cdktf", namespace: kind === "import-statement" ? "named" : "lazy" };
      });
      build.onLoad({ filter: /^cdktf$/, namespace: "named" }, () => ({
        contents: picked(named)
          .map(([file, names]) => `export { ${names.join(", ")} } from "./${file}";`)
          .join("\n"),
        resolveDir: cdktf,
      }));
      build.onLoad({ filter: /^cdktf$/, namespace: "lazy" }, () => ({
        contents: lazyModule(picked(withThoseInside(cdktf, picked, new Set([...named, ...usedByProviders])))),
        resolveDir: cdktf,
      }));

      // A provider class with all it needs, once it is made. (An import of ours, not the one inside of the lazy module.) Its
      // module exports a hundred more, and every name of a lazy module costs each run a little.
      build.onResolve({ filter: /^@cdktf\/provider-[^/]+\/lib\/|^yaml$/ }, ({ path, kind }) =>
        kind === "import-statement"
          ? { path: fromRoot(require.resolve(path)), namespace: "lazy", pluginData: [...imports.get(path)] }
          : undefined,
      );
      build.onLoad({ filter: /\.js$/, namespace: "lazy" }, ({ path, pluginData }) => ({
        contents: lazyModule([[path, pluginData]]),
        resolveDir: root,
      }));

      // Packages have these at hand for what is not called here: other programs, hashed names, files of their own.
      build.onResolve({ filter: /^(node:)?(child_process|crypto)$|^json-stable-stringify$|^semver$/ }, (imported) => {
        const { path, resolveDir, namespace } = imported;
        if (namespace !== "file" || !resolveDir.includes("node_modules")) return undefined;
        const target = isBuiltin(path)
          ? path
          : `./${fromRoot(createRequire(join(resolveDir, "index.js")).resolve(path))}`;
        return { path: target, namespace: "lazy-whole" };
      });
      build.onLoad({ filter: /^/, namespace: "lazy-whole" }, ({ path }) => ({
        contents: lazyWhole(path, require(isBuiltin(path) ? path : join(root, path))),
        resolveDir: root,
      }));

      // Messages in forty languages.
      build.onLoad({ filter: /zod\/v4\/locales\/index\.js$/ }, () => ({ contents: "export {};" }));
    },
  };
}

function sourcesIn(root) {
  return ["src", "modules"].flatMap((part) =>
    readdirSync(join(root, part), { recursive: true, withFileTypes: true })
      .filter(({ name }) => name.endsWith(".ts"))
      .map(({ parentPath, name }) => readFileSync(join(parentPath, name), "utf8")),
  );
}

/** What the sources import from each package by name, types left out: package → names. */
function namesByPackage(sources) {
  const names = new Map();
  for (const text of sources) {
    for (const [, list, from] of text.matchAll(/^import \{([^}]*)\} from "([^."][^"]*)";$/gm)) {
      const own = list.split(",").map((name) => name.trim().split(" as ")[0]);
      const some = own.filter((name) => name && !name.startsWith("type "));
      names.set(from, new Set([...(names.get(from) ?? []), ...some]));
    }
  }
  return names;
}

/** Adds what the files that have these names take from cdktf's index themselves. */
function withThoseInside(cdktf, picked, names) {
  const more = new Set(names);
  for (const [file] of picked(names)) {
    const text = readFileSync(join(cdktf, file), "utf8");
    const index = /^const (_+1) = require\("\.{1,2}"\);$/m.exec(text)?.[1];
    for (const name of index ? text.match(new RegExp(`(?<=\\b${index}\\.)\\w+`, "g")) : []) more.add(name);
  }
  return more.size > names.size ? withThoseInside(cdktf, picked, more) : more;
}

/** The exports of a CommonJS module as TypeScript writes it. */
function exportsOf(file) {
  return [...new Set(readFileSync(file, "utf8").match(/(?<=^exports\.)\w+(?= = )/gm))].filter(
    (name) => name !== "__esModule",
  );
}

/** Which file of cdktf has which exports, in the order that its index loads them in. */
function filesOfCdktf(index) {
  const files = new Map();
  const taken = new Set();
  const visit = (file) => {
    const own = exportsOf(file).filter((name) => !taken.has(name) && taken.add(name));
    if (own.length > 0 && file !== index) files.set(relative(dirname(index), file).split(sep).join("/"), own);
    for (const [, path] of readFileSync(file, "utf8").matchAll(/^__exportStar\(require\("(.+?)"\), exports\);$/gm)) {
      visit(createRequire(file).resolve(path));
    }
  };
  visit(index);
  return files;
}

/** A CommonJS module with exports of others, each loaded when an export of it is first read. */
function lazyModule(files) {
  return `
    Object.defineProperty(exports, "__esModule", { value: true });
    const define = (load, names) => {
      for (const name of names) {
        Object.defineProperty(exports, name, { enumerable: true, configurable: true, get() {
          const value = load()[name];
          Object.defineProperty(exports, name, { value, enumerable: true });
          return value;
        } });
      }
    };
    ${files.map(([path, names]) => `define(() => require("./${path}"), ${JSON.stringify(names)});`).join("\n")}
  `;
}

/** A CommonJS module that is a function or an object of functions, loaded when one is called. */
function lazyWhole(path, exported) {
  const call = (member) => `(...args) => require(${JSON.stringify(path)})${member}(...args)`;
  if (typeof exported === "function") return `module.exports = ${call("")};`;
  const names = Object.keys(exported).filter((name) => typeof exported[name] === "function");
  return names.map((name) => `exports.${name} = ${call(`.${name}`)};`).join("\n");
}
